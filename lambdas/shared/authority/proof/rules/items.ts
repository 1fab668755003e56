import { canonicalJson } from '../../../../../statemachines/kernel/ids.ts';
import { type Fault, fault } from '../failure.ts';
import { type AuthorityItem, ITEM_SCHEMAS, kindOf } from '../register.ts';

/** What can't be read, or is not what its key says: at a decision it would be missing. */
export function* itemsAreSound(items: readonly AuthorityItem[]): Generator<Fault & { cell: string }> {
  for (const [key, same] of Map.groupBy(items, (item) => item.key))
    if (new Set(same.map((item) => canonicalJson(item))).size > 1)
      yield {
        cell: key,
        ...fault('items-are-sound', `${key} is there ${same.length} times and says different things`),
      };
  for (const { key, ...data } of items) {
    const kind = kindOf(key);
    if (!(kind in ITEM_SCHEMAS)) continue;
    const parsed = ITEM_SCHEMAS[kind as keyof typeof ITEM_SCHEMAS].safeParse(data);
    const id = key.slice(kind.length + 1);
    const faults = parsed.success
      ? idsOf(parsed.data)
          .filter((other) => other !== id)
          .map((other) => `it is kept under ${key} and calls itself ${other}`)
      : parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'item'}: ${message}`);
    for (const text of new Set(faults)) yield { cell: key, ...fault('items-are-sound', text) };
  }
}

/** What roles and people call themselves. */
function idsOf(data: { readonly kind: string; readonly terms?: readonly object[] }): string[] {
  return (data.terms ?? []).flatMap((term) => ('id' in term ? [String(term.id)] : []));
}
