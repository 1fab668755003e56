import { Decimal, sum } from '../../kernel/decimal.ts';
import type { Advance } from '../facts.ts';
import type { Invoice } from '../invoice.ts';
import type { InvoiceCase } from '../invoice-case.ts';
import { sameNumber } from './normalise.ts';
import { orderOf, partiesOf } from './order.ts';
import { classOf } from './sense.ts';

/** Which posted advances BT-113 is. Only `matched` may be applied: each of them whole, together exactly BT-113. */
export type Prepaid =
  | { readonly kind: 'none' }
  /** Negative, or of a credit. */
  | { readonly kind: 'odd' }
  /** More than the document itself asks for. */
  | { readonly kind: 'beyond-invoice' }
  | { readonly kind: 'unmatched' }
  /** More than what is open of the advances that it can be. */
  | { readonly kind: 'exceeds'; readonly open: string }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly Advance[] }
  | { readonly kind: 'matched'; readonly advances: readonly Advance[] };

/**
 * The open advances of this vendor, company and currency that BT-113 equals to the cent. Where BT-25 refers to documents,
 * all of them must be advances, and they alone count, together. Else it is the one advance of that amount, or all those
 * of the order (BT-13) together; an advance for another order is none. An advance that is used in part is left to a person.
 */
export function prepaidOf(of: InvoiceCase): Prepaid {
  const { document } = of;
  const prepaid = new Decimal(document.totals.prepaid ?? 0);
  if (prepaid.isZero()) return { kind: 'none' };
  if (prepaid.isNegative() || document.kind === 'credit-note' || classOf(document) === 'credit') return { kind: 'odd' };
  if (prepaid.greaterThan(sum([document.totals.taxInclusive, document.totals.rounding ?? '0']))) {
    return { kind: 'beyond-invoice' };
  }
  const own = advancesOf(of);
  return document.preceding.length > 0 ? named(prepaid, own, document) : unnamed(prepaid, own, of);
}

function advancesOf(of: InvoiceCase): Advance[] {
  const parties = partiesOf(of);
  return of.facts.advances.filter(
    ({ company, vendor, currency, open }) =>
      company === parties?.company.id &&
      vendor === parties.vendor.id &&
      currency === of.document.currency &&
      new Decimal(open).greaterThan(0),
  );
}

function named(prepaid: Decimal, own: readonly Advance[], { preceding }: Invoice): Prepaid {
  const meant = preceding.map(({ number }) =>
    own.filter((advance) => sameNumber(advance.number, number) || sameNumber(advance.reference ?? '', number)),
  );
  if (meant.some(({ length }) => length === 0)) return { kind: 'unmatched' };
  const advances = [...new Set(meant.flat())];
  if (meant.some(({ length }) => length > 1)) return { kind: 'ambiguous', candidates: advances };
  return amountsTo(prepaid, advances) ? { kind: 'matched', advances } : noneFits(prepaid, advances);
}

function unnamed(prepaid: Decimal, own: readonly Advance[], of: InvoiceCase): Prepaid {
  const reference = orderOf(of);
  const order = reference.kind === 'found' ? reference.order.id : undefined;
  const pool = own.filter((advance) => advance.order === undefined || advance.order === order);
  const ofOrder = pool.filter((advance) => advance.order !== undefined);
  const ways = [...pool.map((advance) => [advance]), ...(ofOrder.length > 1 ? [ofOrder] : [])].filter((advances) =>
    amountsTo(prepaid, advances),
  );
  const [advances, ...others] = ways;
  if (!advances) return noneFits(prepaid, pool);
  return others.length > 0
    ? { kind: 'ambiguous', candidates: [...new Set(ways.flat())] }
    : { kind: 'matched', advances };
}

function amountsTo(prepaid: Decimal, advances: readonly Advance[]): boolean {
  const whole = advances.every(({ amount, open }) => new Decimal(open).equals(amount));
  return whole && totalOf(advances).equals(prepaid);
}

function noneFits(prepaid: Decimal, advances: readonly Advance[]): Prepaid {
  const open = totalOf(advances);
  const exceeds = open.greaterThan(0) && prepaid.greaterThan(open);
  return exceeds ? { kind: 'exceeds', open: open.toFixed(2) } : { kind: 'unmatched' };
}

const totalOf = (advances: readonly Advance[]) => sum(advances.map(({ open }) => open));
