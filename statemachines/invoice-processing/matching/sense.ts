import { Decimal } from '../../kernel/decimal.ts';
import type { Invoice } from '../invoice.ts';

/** 1, or −1 for a credit note, whose amounts are positive as written and negative as booked. */
export function signOf({ kind }: Invoice): 1 | -1 {
  return kind === 'credit-note' ? -1 : 1;
}

/** BT-112 as booked. */
export function grossOf(document: Invoice): Decimal {
  return new Decimal(document.totals.taxInclusive).times(signOf(document));
}

/** Does it raise what we owe (debit) or lower it (credit)? A negative invoice is a credit, a zero follows its kind. */
export function classOf(document: Invoice): 'debit' | 'credit' {
  const gross = grossOf(document);
  if (gross.isZero()) return document.kind === 'credit-note' ? 'credit' : 'debit';
  return gross.isNegative() ? 'credit' : 'debit';
}
