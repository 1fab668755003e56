import { Decimal } from '../../kernel/decimal.ts';
import { inCurrency } from '../../kernel/rates.ts';
import type { RequisitionFacts, Supplier } from '../facts.ts';
import type { RequisitionLine } from '../requisition.ts';
import type { RequisitionCase } from '../requisition-case.ts';
import { LIMITS } from '../tolerances.ts';
import { productOf } from './lines.ts';
import { vendorOf } from './vendors.ts';

type Agreement = RequisitionFacts['agreements'][number];

/** The framework contract that counts for a line today: of several, that with the lowest price. */
export function agreementOf(line: RequisitionLine, vendor: Supplier, of: RequisitionCase) {
  const product = productOf(line, of.facts);
  if (!product) return undefined;
  const { today, facts, document } = of;
  const inForce = facts.agreements.filter(
    (agreed) =>
      agreed.vendor === vendor.id &&
      agreed.product === product.id &&
      agreed.validFrom <= today &&
      (agreed.validUntil === undefined || today <= agreed.validUntil),
  );
  return inForce
    .flatMap((agreed) => {
      const price = priceIn(agreed, document.currency, of);
      return price ? [{ agreed, price }] : [];
    })
    .reduce<{ agreed: Agreement; price: Decimal } | undefined>(
      (least, one) => (least?.price.lessThanOrEqualTo(one.price) ? least : one),
      undefined,
    );
}

/** What was paid for a line's product before, of whatever vendor, for one unit, in the requisition's currency. */
export function paidOf(line: RequisitionLine, of: RequisitionCase): Decimal[] {
  const product = productOf(line, of.facts);
  return of.facts.prices
    .filter((paid) => product !== undefined && paid.product === product.id)
    .flatMap((paid) => priceIn(paid, of.document.currency, of) ?? []);
}

function priceIn(
  { unitPrice, currency }: { readonly unitPrice: string; readonly currency: string },
  other: string,
  { today, facts }: RequisitionCase,
) {
  return inCurrency({ amount: new Decimal(unitPrice), currency }, other, today, facts);
}

/** The middle value, or the mean of the two in the middle. @throws RangeError for no values */
export function median(values: readonly Decimal[]): Decimal {
  const sorted = values.toSorted((one, other) => one.comparedTo(other));
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (!upper || !lower) throw new RangeError('the median of no values');
  return upper.plus(lower).div(2);
}

/** The limit above a price: so many percent more. */
export const above = (price: Decimal, percent: string): Decimal => price.times(new Decimal(percent).div(100).plus(1));

/** Is every line at a price that its vendor has agreed to, or below? */
export function hasAgreedPrices(of: RequisitionCase): boolean {
  const vendor = vendorOf(of.document, of.facts);
  if (!vendor) return false;
  return of.document.lines.every((line) => {
    const contract = agreementOf(line, vendor, of);
    return contract && new Decimal(line.unitPrice).lessThanOrEqualTo(above(contract.price, LIMITS.aboveAgreed.value));
  });
}
