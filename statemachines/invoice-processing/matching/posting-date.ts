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

/** The issue date if its period is open, else the first open day after it; none if there is no such day. */
export function postingDateOf(document: Invoice, { periods }: InvoiceFacts): PostingDate | undefined {
  const { issueDate } = document;
  const open = periods
    .filter((period) => period.open && period.end >= issueDate)
    .toSorted((one, other) => one.start.localeCompare(other.start));
  const [period] = open;
  if (!period) return undefined;
  const moved = period.start > issueDate;
  const until = serviceEnd(document);
  return {
    date: moved ? period.start : issueDate,
    period,
    moved,
    ...(until && until < period.start && { serviceUntil: until }),
  };
}

/** BT-74, else the last BT-135, else BT-72. */
function serviceEnd({ periodEnd, lines, deliveryDate }: Invoice): string | undefined {
  if (periodEnd) return periodEnd;
  const ends = lines.flatMap((line) => line.periodEnd ?? []).sort();
  return ends.at(-1) ?? deliveryDate;
}
