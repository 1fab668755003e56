import { classOfParking, type ExceptionClass } from '../../statemachines/kernel/exceptions.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { type Money, money } from '../../statemachines/kernel/money.ts';
import { ORDER } from '../../statemachines/kernel/order.ts';
import { QUARANTINE } from '../../statemachines/kernel/quarantine.ts';
import { RECONCILIATION } from '../../statemachines/kernel/reconciliation.ts';
import { handPosting } from '../../statemachines/kernel/statements.ts';
import { mayBeDone } from '../erp/may-be-done.ts';
import { inWords, somethingStands, somethingUndone, standingOf } from '../erp/steps.ts';
import { unsettledPreparation } from '../erp/unsettled.ts';
import { orderedOf } from '../order/fold.ts';
import { quarantinedOf, waitingSince } from '../quarantine/fold.ts';
import { attemptOf, MAX_ATTEMPTS, sweptInARow } from '../shared/attempts.ts';
import { newest } from '../shared/case-log.ts';
import { deviates, isInFlight, statusOf } from '../shared/case-status.ts';
import { openBreaksOf } from '../shared/open-breaks.ts';

/** What a case waits for people about, folded from its ledger. */
export interface OpenException {
  readonly class: ExceptionClass;
  /** The entry that began it: another one is another exception. */
  readonly opened: LedgerEntry;
  readonly attempt: number;
  /** Why, in the words of that entry. */
  readonly reason: string;
  /** Code of the company, where the facts tell. */
  readonly company?: string;
  /** In group currency, where it was decided. */
  readonly value?: Money;
  /** Subject of who has it in hand. */
  readonly assignee?: string;
}

/** The open exception of a case; none while it is on its way, and none once it is done. At most one. */
export function exceptionOf(entries: readonly LedgerEntry[]): OpenException | undefined {
  const found = (FOLDS[entries[0]?.workflow.slug ?? ''] ?? strayed)(entries);
  if (!found) return undefined;
  const company = newest(entries, 'gathered')?.body['company'];
  const value = money.safeParse(newest(entries, 'decided')?.body['exposure']).data;
  const assigned = entries.findLast(({ stage, body }) => stage === 'exception-assigned' && about(found, body));
  return {
    ...{ class: found.class, opened: found.opened, attempt: attemptOf(entries), reason: found.reason },
    ...(typeof company === 'string' && { company }),
    ...(value && { value }),
    ...(assigned && { assignee: String(assigned.body['to']) }),
  };
}

type Found = Pick<OpenException, 'class' | 'opened' | 'reason'>;

const about = ({ opened }: Pick<Found, 'opened'>, body: LedgerEntry['body']) => body['opened'] === opened.seq;

function quarantined(entries: readonly LedgerEntry[]): Found | undefined {
  const of = quarantinedOf(entries);
  const opened = waitingSince(entries);
  if (!of || !opened) return undefined;
  const [{ path = '', detail = '' } = {}] = of.faults;
  return { class: 'quarantined', opened, reason: `${path}: ${detail}` };
}

/** What is a case of another kind than a workflow's. */
const FOLDS: Readonly<Record<string, (entries: readonly LedgerEntry[]) => Found | undefined>> = {
  [QUARANTINE.slug]: quarantined,
  [ORDER.slug]: gapped,
  [RECONCILIATION.slug]: broken,
};

/** Until what is missing comes, or somebody says that it won't. */
function gapped(entries: readonly LedgerEntry[]): Found | undefined {
  const opened = orderedOf(entries)?.expired;
  if (!opened) return undefined;
  const { from, to } = Object(opened.body['missing']) as { from?: number; to?: number };
  return { class: 'gap', opened, reason: `${from} to ${to} have not come` };
}

function strayed(entries: readonly LedgerEntry[]): Found | undefined {
  const status = statusOf(entries);
  if (status === 'parked') {
    const opened = newest(entries, 'parked');
    const reason = String(opened?.body['reason'] ?? '');
    return opened && unlessStanding({ class: unlessUnknown(classOfParking(reason), entries), opened, reason }, entries);
  }
  if (status === 'interrupted' && (sweptInARow(entries) >= MAX_ATTEMPTS - 1 || somethingUndone(entries))) {
    const opened = newest(entries, 'interrupted');
    const reason = somethingUndone(entries) ? 'it was being undone' : `${MAX_ATTEMPTS} attempts in a row`;
    return opened && unlessStanding({ class: unlessUnknown('interrupted', entries), opened, reason }, entries);
  }
  if (status === 'refused' && mayBeDone(entries)) {
    const opened = entries.findLast(({ stage }) => stage === 'refused' || stage === 'exception-resolved');
    const reason = String(opened?.body['reason'] ?? '');
    if (opened?.stage === 'refused')
      return unlessStanding({ class: unlessUnknown('compensation', entries), opened, reason }, entries);
  }
  if (isInFlight(status)) return undefined;
  return (status === 'posted-deviating' ? deviating(entries) : undefined) ?? broken(entries);
}

/** However it ended: what may be in the ERP is found out first. */
const unlessUnknown = (other: ExceptionClass, entries: readonly LedgerEntry[]): ExceptionClass =>
  unsettledPreparation(entries, () => true) ? 'effect-unknown' : other;

/** Where a part of it is in the ERP, a person is told what is where, whatever else the reason; the unknown comes first. */
function unlessStanding(found: Found, entries: readonly LedgerEntry[]): Found {
  if (!somethingStands(entries)) return found;
  const reason = `${found.reason}: ${inWords(standingOf(entries))}`;
  return { ...found, class: found.class === 'effect-unknown' ? found.class : 'compensation', reason };
}

/** Until somebody has accepted exactly this document. */
function deviating(entries: readonly LedgerEntry[]): Found | undefined {
  const opened =
    entries.findLast(
      (entry) => entry.stage === 'confirmed' && deviates(entry) && !isAccepted({ opened: entry }, entries),
    ) ?? newest(entries, 'confirmed');
  if (!opened || !(deviates(opened) || handPosting(entries))) return undefined;
  const found = { class: 'posted-deviating', opened, reason: whyDeviating(opened) } as const;
  return isAccepted(found, entries) ? undefined : found;
}

/** The oldest break that reconciliation sees, until it is gone or somebody has accepted exactly this one. */
function broken(entries: readonly LedgerEntry[]): Found | undefined {
  const open = openBreaksOf(entries).map(({ seq, says }): Found | undefined => {
    const opened = entries.find((entry) => entry.seq === seq);
    return opened && { class: 'break', opened, reason: says };
  });
  return open.find((found) => found && !isAccepted(found, entries));
}

const isAccepted = ({ opened }: Pick<Found, 'opened'>, entries: readonly LedgerEntry[]) =>
  entries.some(
    ({ stage, body }) =>
      stage === 'exception-resolved' && body['resolution'] === 'accept-as-is' && about({ opened }, body),
  );

function whyDeviating({ body: { deviations, authorisationLost, undoes } }: LedgerEntry): string {
  if (typeof authorisationLost === 'string') return authorisationLost;
  const differing = Array.isArray(deviations) ? deviations.join('; ') : '';
  return (
    differing || `posted by hand, and ${undoes === undefined ? 'found in the ERP besides' : 'undone in the ERP since'}`
  );
}
