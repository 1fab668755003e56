import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { Answer } from '../erp/answer.ts';
import { refOf } from '../shared/routing.ts';
import type { DecisionDeps } from './deps.ts';
import type { Review } from './fold.ts';

/** What the state that waits is told about a review; nothing while it is open. */
export function answerTo(review: Review): Answer | undefined {
  const ref = () => refOf(review.decided);
  if (review.state === 'approved') return { kind: 'success', output: { ...ref(), verdict: 'approved' } };
  if (review.state === 'rejected')
    return { kind: 'success', output: { ...ref(), verdict: 'rejected', reason: reasonOf(review.outcome) } };
  if (review.state === 'changed')
    return { kind: 'failure', error: 'FactsChanged', cause: 'another value was proposed' };
  return undefined;
}

const reasonOf = (outcome: LedgerEntry | undefined) =>
  `RejectedByPerson: ${String(outcome?.body['reason'] ?? '')}`.slice(0, 300);

/** Answers the waiting state, as often as it is called: only the ledger decides what is answered. */
export async function resume(
  caseId: string,
  review: Review,
  { reviews, answerer }: Pick<DecisionDeps, 'reviews' | 'answerer'>,
): Promise<void> {
  const answer = answerTo(review);
  if (!answer) return;
  const waiting = await reviews.get(caseId);
  if (waiting?.digest === review.digest) await answerer.answer(waiting.taskToken, answer);
}
