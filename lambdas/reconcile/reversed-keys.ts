import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { reversalKeyOf } from '../../statemachines/kernel/reversal.ts';
import type { Ledger, MacPort } from '../shared/ports.ts';
import { requireGenuine } from '../shared/relied-on.ts';

/**
 * Keys of a case whose effects are reversed, by what the reversals themselves say: the case hears of it a moment later.
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
    const confirmed = of.find((one) => one.stage === 'confirmed' && one.body['idempotencyKey'] === reversalKeyOf(key));
    if (!confirmed) continue;
    await requireGenuine(mac, of, [confirmed]);
    keys.add(key);
  }
  return keys;
}
