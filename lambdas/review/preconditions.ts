import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { CallBackResult } from './call-back.ts';
import type { Decision } from './countersign.ts';
import type { DecisionDeps } from './deps.ts';
import { Refusal } from './refusal.ts';
import type { UnderReview } from './under-review.ts';

/**
 * What the workflow asks for before an approval counts: words where findings block, and a call-back where a bank
 * account is in doubt. Once the vendor has denied the account, nothing makes up for it.
 * @throws Refusal account-denied, reason-required, call-back-required
 */
export function requirePreconditions(
  { review, subject, entries }: Pick<UnderReview, 'review' | 'subject' | 'entries'>,
  { comment }: Decision,
  { workflowOf }: Pick<DecisionDeps, 'workflowOf'>,
): void {
  const { callBackFor } = workflowOf(review.decided.workflow.slug).review;
  if (entries.some((entry) => says(entry, review.digest, 'denied'))) throw new Refusal('account-denied');
  if (subject.blocking.length > 0 && !comment?.trim())
    throw new Refusal('reason-required', `It is approved in spite of ${subject.blocking.join(', ')}.`);
  const doubtful = subject.blocking.filter((code) => callBackFor.includes(code));
  if (doubtful.length > 0 && !entries.some((entry) => says(entry, review.digest, 'confirmed')))
    throw new Refusal('call-back-required', `${doubtful.join(', ')}.`);
}

/** Somebody called the vendor back about this very proposal, and this is what they heard. */
function says({ stage, body }: LedgerEntry, digest: string, result: CallBackResult): boolean {
  return stage === 'called-back' && body['digest'] === digest && body['result'] === result;
}
