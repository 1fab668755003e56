import { CountersignError } from '../../statemachines/kernel/errors.ts';
import type { LedgerEntry, Stage } from '../../statemachines/kernel/ledger-entry.ts';

/** The newest entry of a stage, within one attempt and visit if given. */
export function newest(entries: readonly LedgerEntry[], stage: Stage, within?: { attempt: number; visit?: number }) {
  return entries.findLast((entry) => {
    if (entry.stage !== stage) return false;
    if (!within) return true;
    const { attempt, visit } = entry.body as { attempt?: number; visit?: number };
    return attempt === within.attempt && (within.visit === undefined || visit === within.visit);
  });
}

/** @throws CountersignError LedgerBroken when the case lacks an entry that must be there by now */
export function required(entry: LedgerEntry | undefined, what: string): LedgerEntry {
  if (entry) return entry;
  throw new CountersignError(
    'LedgerBroken',
    `the ledger has no entry "${what}" for this case; it did not come by the way of the graph`,
  );
}

/** The n-th evidence hash of an entry. */
export function evidenceOf(entry: LedgerEntry, index: number): string {
  const hash = entry.evidence[index];
  if (hash) return hash;
  throw new CountersignError('LedgerBroken', `${entry.stage} (${entry.seq}) names no evidence at ${index}`);
}

const CLOSING: ReadonlySet<Stage> = new Set(['refused', 'parked']);

/** How a case may stand. */
export const CASE_STATUSES = [
  'open',
  'waiting-review',
  'posted',
  'posted-payment-blocked',
  'posted-deviating',
  'parked',
  'refused',
  'interrupted',
] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

/** How a case stands, by folding its entries; what was posted stays posted. */
export function statusOf(entries: readonly LedgerEntry[]): CaseStatus {
  let status: CaseStatus = 'open';
  for (const entry of entries) {
    if (entry.stage === 'conflict') continue;
    if (entry.stage === 'confirmed') status = postedAs(entry);
    else if (status.startsWith('posted')) continue;
    else if (entry.stage === 'review-opened') status = 'waiting-review';
    else if (CLOSING.has(entry.stage)) status = entry.stage as CaseStatus;
    else if (entry.stage === 'interrupted') status = 'interrupted';
    else status = 'open';
  }
  return status;
}

/** That somebody must compare the document with its decision outranks that its payment is blocked. */
function postedAs(confirmed: LedgerEntry): CaseStatus {
  if (deviates(confirmed)) return 'posted-deviating';
  return confirmed.body['paymentBlocked'] === true ? 'posted-payment-blocked' : 'posted';
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
