import type { LedgerEntry, Stage } from '../../statemachines/kernel/ledger-entry.ts';
import { sinceDocument } from '../shared/case-log.ts';
import type { CallBackResult } from './call-back.ts';
import type { Decision } from './countersign.ts';
import type { DecisionDeps } from './deps.ts';
import { Refusal } from './refusal.ts';
import type { UnderReview } from './under-review.ts';

/**
 * What the workflow asks for before an approval counts: words where findings block, and a call-back where a bank
 * account is in doubt. Once the vendor has denied the account, nothing makes up for it: no other value, and no new attempt
 * of an interrupted execution.
 * @throws Refusal account-denied, reason-required, call-back-required
 */
export function requirePreconditions(
  { review, subject, entries }: Pick<UnderReview, 'review' | 'subject' | 'entries'>,
  { comment }: Decision,
  { workflowOf }: Pick<DecisionDeps, 'workflowOf'>,
): void {
  const { callBackFor } = workflowOf(review.decided.workflow.slug).review;
  if (isDenied(entries, review.digest)) throw new Refusal('account-denied');
  if (subject.blocking.length > 0 && !comment?.trim())
    throw new Refusal('reason-required', `It is approved in spite of ${subject.blocking.join(', ')}.`);
  const doubtful = subject.blocking.filter((code) => callBackFor.includes(code));
  const since = sinceDocument(entries);
  if (doubtful.length > 0 && !since.some((entry) => says(entry, 'confirmed') && isAbout(entry, review.digest)))
    throw new Refusal('call-back-required', `${doubtful.join(', ')}.`);
}

const CLOSES: ReadonlySet<Stage> = new Set(['refused', 'parked', 'superseded', 'withdrawn-by-sender']);

/** The vendor has denied the account, of this very proposal or of another one since the case was last closed or superseded. */
function isDenied(entries: readonly LedgerEntry[], digest: string): boolean {
  const closed = entries.findLastIndex(({ stage }) => CLOSES.has(stage));
  const denials = (within: readonly LedgerEntry[]) => within.filter((entry) => says(entry, 'denied'));
  return denials(entries).some((entry) => isAbout(entry, digest)) || denials(entries.slice(closed + 1)).length > 0;
}

/** Somebody called the vendor back, and this is what they heard. */
const says = ({ stage, body }: LedgerEntry, result: CallBackResult) =>
  stage === 'called-back' && body['result'] === result;

const isAbout = ({ body }: LedgerEntry, digest: string) => body['digest'] === digest;
