import { z } from 'zod';
import { draws as schema } from '../../statemachines/kernel/draw.ts';
import { CountersignError } from '../../statemachines/kernel/errors.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { money } from '../../statemachines/kernel/money.ts';
import { accountKey, overdrawn, whyOverdrawn } from '../shared/authority/overdrawn.ts';
import type { Subject } from '../shared/authority/question.ts';
import type { Clock, Commitments, TransactWrite } from '../shared/ports.ts';
import type { Part } from './share.ts';

/**
 * What a command takes of each account, its turn read before its sum.
 * @throws CountersignError Transient; FactsChanged where not enough is left
 */
export async function countDraws(
  { draws }: Pick<Subject, 'draws'>,
  { caseId, day }: { readonly caseId: string; readonly day: string },
  commitments: Commitments,
): Promise<Part[]> {
  const { success, data = [] } = schema.optional().safeParse(draws);
  if (!success) throw new CountersignError('FactsChanged', 'it was not decided by what a draw is now');
  const parts: Part[] = [];
  for (const draw of data) {
    const key = accountKey(draw);
    const commitment = { caseId, date: day, exposures: [draw.amount] };
    parts.push({ key, turn: await commitments.turn(key), commitment });
  }
  const short = await overdrawn(data, caseId, commitments);
  if (short.length === 0) return parts;
  throw new CountersignError('FactsChanged', `not enough is left of ${short.map(whyOverdrawn).join('; ')}`);
}

type Committed = Extract<TransactWrite, { kind: 'committed' }>;

/** What a preparation says of its draws, so that they can be released, and confirmed. */
export function drawnOf(draws: readonly Committed[]) {
  const drawn = draws.flatMap(({ key, entry, commitment: { exposures } }) =>
    exposures.map((amount) => ({ key, entry, amount: { ...amount } })),
  );
  return drawn.length > 0 ? { drawn } : {};
}

const drawn = z.array(z.object({ key: z.string(), entry: z.string(), amount: money }));

export const drawnBy = (preparation: LedgerEntry | undefined) => drawn.safeParse(preparation?.body['drawn']).data ?? [];

/** What a preparation has taken of accounts is in the ERP: facts that are read from now on show it. */
export function confirmDraws(preparation: LedgerEntry | undefined, { clock }: { readonly clock: Clock }) {
  if (!preparation) return [];
  const { caseId } = preparation;
  const confirmedAt = clock.now().toISOString();
  return drawnBy(preparation).map(({ key, entry, amount }): TransactWrite => {
    const commitment = { caseId, date: entry.slice(0, 10), exposures: [amount], confirmedAt };
    return { kind: 'committed', key, entry, commitment };
  });
}
