import { Decimal, sum } from '../../kernel/decimal.ts';
import type { OrderFacts, OrderLine } from '../facts.ts';
import type { Invoice, InvoiceLine } from '../invoice.ts';
import { compact } from './normalise.ts';
import { signOf } from './sense.ts';
import { unitFactor } from './units.ts';

/** One invoice line and what it bills of the order; quantities and amounts as booked (credits negative). */
export interface MatchedLine {
  readonly line: InvoiceLine;
  /** Position in the document, from 1: `BG-25[1]`. */
  readonly position: number;
  readonly match:
    | {
        readonly kind: 'matched';
        readonly orderLine: OrderLine;
        readonly by: 'BT-132' | 'item';
        readonly quantity: Decimal;
      }
    /** The order line is clear, but the billed unit does not convert into its unit. */
    | { readonly kind: 'no-unit'; readonly orderLine: OrderLine }
    /** BT-132 names one order line, the item identifiers another. */
    | { readonly kind: 'contradiction'; readonly orderLine: OrderLine }
    | { readonly kind: 'ambiguous'; readonly candidates: readonly OrderLine[] }
    | { readonly kind: 'unmatched' };
}

/** Every line of the document against one order: by BT-132, then by item identifier (BT-156, BT-157, BT-155). */
export function matchLines(document: Invoice, { lines: ordered }: OrderFacts): MatchedLine[] {
  return document.lines.map((line, index) => ({
    line,
    position: index + 1,
    match: match(line, ordered, signOf(document)),
  }));
}

function match(line: InvoiceLine, ordered: readonly OrderLine[], sign: 1 | -1): MatchedLine['match'] {
  const byItem = ordered.filter((orderLine) => sameItem(line, orderLine));
  const byNumber = ordered.filter(({ number }) => line.orderLine !== undefined && sameNumber(number, line.orderLine));
  const candidates = byNumber.length > 0 ? byNumber : byItem;
  const [orderLine, ...others] = candidates;
  if (!orderLine) return { kind: 'unmatched' };
  if (others.length > 0) return { kind: 'ambiguous', candidates };
  if (byItem.length > 0 && !byItem.includes(orderLine)) return { kind: 'contradiction', orderLine };
  const factor = unitFactor(line.unit, orderLine.unit);
  if (!factor || line.quantity === undefined) return { kind: 'no-unit', orderLine };
  const quantity = new Decimal(line.quantity).times(factor).times(sign);
  return { kind: 'matched', orderLine, by: byNumber.length > 0 ? 'BT-132' : 'item', quantity };
}

const withoutZeros = (text: string) => compact(text).replace(/^0+(?=.)/, '');
const sameNumber = (one: string, other: string) => withoutZeros(one) === withoutZeros(other);

function sameItem({ buyerItem, standardItem, sellerItem }: InvoiceLine, { product }: OrderLine): boolean {
  if (!product) return false;
  const pairs = [
    [buyerItem, product.code],
    [standardItem?.id, product.gtin],
    [sellerItem, product.supplierCode],
  ] as const;
  return pairs.some(([given, known]) => given && known && compact(given) === compact(known));
}

/**
 * The net price of one unit as the line states it: BT-146 ÷ BT-149 less the line's allowances, or BT-131 ÷ BT-129 if
 * that is more. Never negative; `undefined` without a quantity.
 */
export function billedPrice({ quantity, price, priceBase, net, allowancesCharges }: InvoiceLine): Decimal | undefined {
  if (quantity === undefined || new Decimal(quantity).isZero()) return undefined;
  const count = new Decimal(quantity).abs();
  const fromNet = new Decimal(net).abs().div(count);
  if (price === undefined || new Decimal(priceBase).isZero()) return fromNet;
  const adjustments = sum(allowancesCharges.map(({ charge, amount }) => new Decimal(amount).times(charge ? 1 : -1)));
  const stated = new Decimal(price).div(priceBase).plus(adjustments.div(count));
  return Decimal.max(fromNet, stated, 0);
}
