import { Decimal } from '../../kernel/decimal.ts';
import { LIMITS } from '../tolerances.ts';
import { daysBetween } from './days.ts';
import { sameNumber } from './normalise.ts';

/** What identifies an invoice of one vendor to one company. */
export interface Sighting {
  readonly number: string;
  readonly class: 'debit' | 'credit';
  /** Gross, as booked. */
  readonly amount: string;
  readonly currency: string;
  readonly date?: string | undefined;
  /** Orders that it bills. */
  readonly orders: readonly string[];
}

export type Likeness = 'same-number' | 'same-number-other-year' | 'look-alike';

/**
 * How alike two invoices of one vendor to one company are; symmetric. The same amount close by is no look-alike if
 * both name orders and none of them is the same: orders and receipts are then counted apart.
 */
export function likeness(one: Sighting, other: Sighting): Likeness | undefined {
  if (one.class !== other.class) return undefined;
  if (sameNumber(one.number, other.number)) return sameYear(one, other) ? 'same-number' : 'same-number-other-year';
  if (one.currency !== other.currency || !new Decimal(one.amount).equals(other.amount)) return undefined;
  if (!one.date || !other.date) return undefined;
  if (Math.abs(daysBetween(one.date, other.date)) > LIMITS.duplicateDays.value) return undefined;
  const apart = one.orders.length > 0 && other.orders.length > 0 && !one.orders.some((id) => other.orders.includes(id));
  return apart ? undefined : 'look-alike';
}

/** An invoice without a date can't be told apart by its year. */
function sameYear(one: Sighting, other: Sighting): boolean {
  return !one.date || !other.date || one.date.slice(0, 4) === other.date.slice(0, 4);
}
