import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { saysTakenBack, takenBackBy } from '../../statemachines/kernel/taken-back.ts';
import type { Ledger, MacPort } from '../shared/ports.ts';
import { requireGenuine } from '../shared/relied-on.ts';

/**
 * Keys of a case whose effects are taken back, by what the reversals themselves say: the case hears of it a moment later.
 * @throws CountersignError LedgerBroken
 */
export async function reversedKeys(
  entries: readonly LedgerEntry[],
  { ledger, mac }: { readonly ledger: Pick<Ledger, 'read'>; readonly mac: MacPort },
): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  for (const { stage, body } of entries) {
    if (stage !== 'reversal-requested') continue;
    const key = String(body['key']);
    const of = await ledger.read(String(body['reversal']));
    await requireGenuine(mac, of, of.filter(saysTakenBack));
    if (takenBackBy(of, key)) keys.add(key);
  }
  return keys;
}
