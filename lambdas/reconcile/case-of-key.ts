import { caseId as validCaseId } from '../../statemachines/kernel/ids.ts';
import { reversalKeyOf } from '../../statemachines/kernel/reversal.ts';
import type { Ledger } from '../shared/ports.ts';

/**
 * The case that a key of the ERP belongs to, if it is one of ours that exists: the one that it names, or, of a reversal, the
 * one that was asked for it and has prepared it, else the last that was asked.
 */
export async function caseOfKey(
  key: string | undefined,
  { ledger }: { readonly ledger: Pick<Ledger, 'read'> },
): Promise<string | undefined> {
  const named = validCaseId.safeParse(key?.split('/')[0]).data;
  const entries = named === undefined ? [] : await ledger.read(named);
  if (entries.length === 0) return undefined;
  const reversals = entries
    .filter(({ stage, body }) => stage === 'reversal-requested' && reversalKeyOf(String(body['key'])) === key)
    .map(({ body }) => String(body['reversal']));
  for (const reversal of reversals) {
    const of = await ledger.read(reversal);
    if (of.some(({ stage, body }) => stage === 'prepared' && body['idempotencyKey'] === key)) return reversal;
  }
  return reversals.at(-1) ?? named;
}
