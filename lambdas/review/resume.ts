import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { Answer, Answerer } from '../erp/answer.ts';
import { refOf } from '../shared/routing.ts';
import type { Review } from './fold.ts';
import type { OpenReview, OpenReviews } from './open.ts';

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

/** A state that waits for a moment later than the one that is due must wait anew; its Catch leads to Escalate. */
function waitAnew({ due, questions, state }: Review, waiting: OpenReview): Answer | undefined {
  if (state !== 'open' || questions === 0 || waiting.due <= due) return undefined;
  return { kind: 'failure', error: 'TimeChanged', cause: `it is due at ${due}` };
}

/** Has the waiting state wait anew where its moment has changed, and tells it no decision. */
export async function wake(
  caseId: string,
  review: Review,
  { reviews, answerer }: { readonly reviews: Pick<OpenReviews, 'get'>; readonly answerer: Answerer },
): Promise<void> {
  const waiting = await reviews.get(caseId);
  const answer = waiting?.digest === review.digest ? waitAnew(review, waiting) : undefined;
  if (waiting && answer) await answerer.answer(waiting.taskToken, answer);
}

/** Answers the waiting state, as often as it is called: only the ledger decides what is answered. */
export async function resume(
  caseId: string,
  review: Review,
  { reviews, answerer }: { readonly reviews: Pick<OpenReviews, 'get'>; readonly answerer: Answerer },
): Promise<void> {
  if (review.state === 'open' && review.questions === 0) return;
  const waiting = await reviews.get(caseId);
  if (waiting?.digest !== review.digest) return;
  const answer = answerTo(review) ?? waitAnew(review, waiting);
  if (answer) await answerer.answer(waiting.taskToken, answer);
}
