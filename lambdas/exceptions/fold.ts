import { classOfParking, type ExceptionClass } from '../../statemachines/kernel/exceptions.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { type Money, money } from '../../statemachines/kernel/money.ts';
import { QUARANTINE } from '../../statemachines/kernel/quarantine.ts';
import { unsettledPreparation } from '../erp/unsettled.ts';
import { quarantinedOf, waitingSince } from '../quarantine/fold.ts';
import { attemptOf, MAX_ATTEMPTS, sweptInARow } from '../shared/attempts.ts';
import { newest } from '../shared/case-log.ts';
import { statusOf } from '../shared/case-status.ts';

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
  const found = entries[0]?.workflow.slug === QUARANTINE.slug ? quarantined(entries) : strayed(entries);
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

const about = ({ opened }: Found, body: LedgerEntry['body']) => body['opened'] === opened.seq;

function quarantined(entries: readonly LedgerEntry[]): Found | undefined {
  const of = quarantinedOf(entries);
  const opened = waitingSince(entries);
  if (!of || !opened) return undefined;
  const [{ path = '', detail = '' } = {}] = of.faults;
  return { class: 'quarantined', opened, reason: `${path}: ${detail}` };
}

function strayed(entries: readonly LedgerEntry[]): Found | undefined {
  const status = statusOf(entries);
  if (status === 'parked') {
    const opened = newest(entries, 'parked');
    const reason = String(opened?.body['reason'] ?? '');
    return opened && { class: unlessUnknown(classOfParking(reason), entries), opened, reason };
  }
  if (status === 'interrupted' && sweptInARow(entries) >= MAX_ATTEMPTS - 1) {
    const opened = newest(entries, 'interrupted');
    const reason = `${MAX_ATTEMPTS} attempts in a row`;
    return opened && { class: unlessUnknown('interrupted', entries), opened, reason };
  }
  return status === 'posted-deviating' ? deviating(entries) : undefined;
}

/** However it ended: what may be in the ERP is found out first. */
const unlessUnknown = (other: ExceptionClass, entries: readonly LedgerEntry[]): ExceptionClass =>
  unsettledPreparation(entries, () => true) ? 'effect-unknown' : other;

/** Until somebody has accepted exactly this document. */
function deviating(entries: readonly LedgerEntry[]): Found | undefined {
  const opened = newest(entries, 'confirmed');
  if (!opened) return undefined;
  const found = { class: 'posted-deviating', opened, reason: whyDeviating(opened) } as const;
  const accepts = ({ stage, body }: LedgerEntry) =>
    stage === 'exception-resolved' && body['resolution'] === 'accept-as-is' && about(found, body);
  return entries.some(accepts) ? undefined : found;
}

function whyDeviating({ body: { deviations, authorisationLost } }: LedgerEntry): string {
  if (typeof authorisationLost === 'string') return authorisationLost;
  const differing = Array.isArray(deviations) ? deviations.join('; ') : '';
  return differing || 'posted by hand, and found in the ERP besides';
}
