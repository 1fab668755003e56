import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { Decision } from './countersign.ts';
import type { DecisionDeps } from './deps.ts';
import { Refusal } from './refusal.ts';
import type { UnderReview } from './under-review.ts';

/**
 * What the workflow asks for before an approval counts: words where findings block, and a call-back where a bank
 * account is in doubt.
 * @throws Refusal reason-required, call-back-required
 */
export function requirePreconditions(
  { review, subject, entries }: UnderReview,
  { comment }: Decision,
  { workflowOf }: Pick<DecisionDeps, 'workflowOf'>,
): void {
  const { callBackFor } = workflowOf(review.decided.workflow.slug).review;
  if (subject.blocking.length > 0 && !comment?.trim())
    throw new Refusal('reason-required', `It is approved in spite of ${subject.blocking.join(', ')}.`);
  const doubtful = subject.blocking.filter((code) => callBackFor.includes(code));
  if (doubtful.length > 0 && !entries.some((entry) => confirms(entry, review.digest)))
    throw new Refusal('call-back-required', `${doubtful.join(', ')}.`);
}

/** The account was confirmed by telephone, for this very proposal. */
function confirms({ stage, body }: LedgerEntry, digest: string): boolean {
  return stage === 'called-back' && body['digest'] === digest && body['result'] === 'confirmed';
}
