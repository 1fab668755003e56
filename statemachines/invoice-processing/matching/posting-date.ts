import type { InvoiceFacts, Period } from '../facts.ts';
import type { Invoice } from '../invoice.ts';

export interface PostingDate {
  readonly date: string;
  readonly period: Period;
  /** The issue date's own period is not open, so that the booking is later. */
  readonly moved: boolean;
  /** The last day of a service or delivery that lies before the posting's period: an accrual is due. */
  readonly serviceUntil?: string;
}

/**
 * The issue date if its period is open, else the first open day after it; or the day that a person wants, if it is not
 * before the issue date and its period is open. None if there is no such day.
 */
export function postingDateOf(
  document: Invoice,
  { periods }: Pick<InvoiceFacts, 'periods'>,
  wanted?: string,
): PostingDate | undefined {
  const { issueDate } = document;
  if (wanted !== undefined) {
    const period = periods.find(({ open, start, end }) => open && start <= wanted && wanted <= end);
    return period && wanted >= issueDate
      ? { date: wanted, period, moved: false, ...accrual(document, period) }
      : undefined;
  }
  const open = periods
    .filter((period) => period.open && period.end >= issueDate)
    .toSorted((one, other) => one.start.localeCompare(other.start));
  const [period] = open;
  if (!period) return undefined;
  const moved = period.start > issueDate;
  return { date: moved ? period.start : issueDate, period, moved, ...accrual(document, period) };
}

function accrual(document: Invoice, { start }: Period): Pick<PostingDate, 'serviceUntil'> {
  const until = serviceEnd(document);
  return until && until < start ? { serviceUntil: until } : {};
}

/** BT-74, else the last BT-135, else BT-72. */
function serviceEnd({ periodEnd, lines, deliveryDate }: Invoice): string | undefined {
  if (periodEnd) return periodEnd;
  const ends = lines.flatMap((line) => line.periodEnd ?? []).sort();
  return ends.at(-1) ?? deliveryDate;
}
