import type { LedgerEntry, Stage } from '../../statemachines/kernel/ledger-entry.ts';
import { handPosting, isClosingStatement, isHandPosting } from '../../statemachines/kernel/statements.ts';
import { isWhole } from '../erp/steps.ts';
import { reviewOf } from '../review/fold.ts';
import { isReopening } from './attempts.ts';
import { openBreaksOf } from './open-breaks.ts';

const CLOSING: ReadonlySet<Stage> = new Set(['refused', 'parked']);
/** What is said about a case and leaves it where it is; of approvals the review knows when they are enough. */
const TALK: ReadonlySet<Stage> = new Set([
  ...(['conflict', 'reminded', 'escalated'] as const),
  ...(['claimed', 'released', 'handed-over', 'asked-back', 'called-back', 'approved'] as const),
  ...(['answered', 'unanswered'] as const),
  ...(['exception-assigned', 'exception-taken-back'] as const),
  ...(['break-found', 'break-closed', 'hand-posting-found', 'reversal-requested', 'reversal-ended'] as const),
]);

/** How a case may stand. */
export const CASE_STATUSES = [
  'open',
  'waiting-review',
  'posted',
  'posted-payment-blocked',
  'posted-deviating',
  'posted-by-hand',
  'reversed',
  'parked',
  'refused',
  'interrupted',
  'withdrawn',
] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

/** What only a confirmation of the ERP makes of a case: what people say that they have posted is not ours to reverse. */
const BY_THE_GATEWAY: ReadonlySet<CaseStatus> = new Set(['posted', 'posted-payment-blocked', 'posted-deviating']);

/**
 * How a case stands, by folding its entries; what was posted stays posted, or is reversed for good, what a person has closed stays closed until
 * it is reopened, what was withdrawn until it is superseded, and what comes late of an earlier attempt, or of one that was
 * interrupted, parked or refused, changes nothing else. A break that the reconciliation found stands against what was posted until it is
 * closed, as does what the ERP has although a person says that they have posted it themselves: it may be there twice.
 */
export function statusOf(entries: readonly LedgerEntry[]): CaseStatus {
  const byHand = handPosting(entries);
  let status: CaseStatus = 'open';
  let attempt = 1;
  let closed = false;
  for (const entry of entries) {
    if (TALK.has(entry.stage)) continue;
    const of = Number(entry.body['attempt'] ?? attempt);
    if (of < attempt && entry.stage !== 'confirmed') continue;
    if (isReopening(entry)) {
      attempt = of;
      closed = false;
    }
    if (entry.stage === 'confirmed') status = standingAfter(entry, entries, byHand) ?? status;
    else if (entry.stage === 'reversed') status = BY_THE_GATEWAY.has(status) ? 'reversed' : status;
    else if (status.startsWith('posted') || status === 'reversed') continue;
    else if (entry.stage === 'withdrawn-by-sender') status = 'withdrawn';
    else if (closed || (status === 'withdrawn' && !isReopening(entry))) continue;
    else if (entry === byHand) status = 'posted-by-hand';
    else if (isHandPosting(entry) || (entry.stage === 'exception-resolved' && !isClosingStatement(entry))) continue;
    else if (entry.stage === 'exception-resolved') {
      closed = true;
      status = 'refused';
    } else if (CLOSING.has(entry.stage)) status = entry.stage as CaseStatus;
    else if ((status === 'interrupted' || status === 'parked' || status === 'refused') && !isReopening(entry)) continue;
    else if (entry.stage === 'review-opened') status = 'waiting-review';
    else if (entry.stage === 'interrupted') status = 'interrupted';
    else status = 'open';
  }
  if (status.startsWith('posted') && openBreaksOf(entries).length > 0) return 'posted-deviating';
  return status === 'waiting-review' && reviewOf(entries)?.state === 'approved' ? 'open' : status;
}

/**
 * What a confirmation makes of a case; nothing where more was decided, or it undoes another one: then it goes on. What
 * was confirmed after somebody had posted it by hand may be there twice, and what was undone after it may be missing.
 */
function standingAfter(
  confirmed: LedgerEntry,
  entries: readonly LedgerEntry[],
  byHand?: LedgerEntry,
): CaseStatus | undefined {
  const whole = isWhole(confirmed, entries);
  if (byHand && (whole || confirmed.seq > byHand.seq)) return 'posted-deviating';
  if (!whole) return undefined;
  const { digest } = confirmed.body;
  const isBefore = ({ stage, seq, body }: LedgerEntry) =>
    stage === 'confirmed' && seq < confirmed.seq && digest !== undefined && body['digest'] === digest;
  return postedAs([...entries.filter(isBefore), confirmed]);
}

/** That somebody must compare the document with its decision outranks that its payment is blocked. */
function postedAs(confirmed: readonly LedgerEntry[]): CaseStatus {
  if (confirmed.some(deviates)) return 'posted-deviating';
  return confirmed.some(({ body }) => body['paymentBlocked'] === true) ? 'posted-payment-blocked' : 'posted';
}

/** Whether a `confirmed` document is not what was proposed, or was not to be posted any more when it was found. */
export function deviates({ body }: LedgerEntry): boolean {
  const { deviations, authorisationLost } = body;
  return authorisationLost !== undefined || (Array.isArray(deviations) && deviations.length > 0);
}

/** Statuses in which a case still has a way to go. */
export const IN_FLIGHT = ['open', 'waiting-review', 'interrupted'] as const satisfies readonly CaseStatus[];

export function isInFlight(status: CaseStatus): boolean {
  return (IN_FLIGHT as readonly CaseStatus[]).includes(status);
}
