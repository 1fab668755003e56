import { Decimal, sum } from '../../kernel/decimal.ts';
import { compact } from '../../kernel/normalise.ts';
import type { OrderFacts, OrderLine } from '../facts.ts';
import type { Invoice, InvoiceLine } from '../invoice.ts';
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
export function matchLines(document: Invoice, order: OrderFacts): MatchedLine[] {
  const index = indexOf(order);
  const sign = signOf(document);
  return document.lines.map((line, at) => ({ line, position: at + 1, match: match(line, index, sign) }));
}

function match(line: InvoiceLine, index: OrderIndex, sign: 1 | -1): MatchedLine['match'] {
  const byItem = new Set([
    ...index.find('buyer', line.buyerItem),
    ...index.find('standard', line.standardItem?.id),
    ...index.find('seller', line.sellerItem),
  ]);
  const byNumber = index.find('number', line.orderLine && withoutZeros(line.orderLine));
  const candidates = byNumber.length > 0 ? byNumber : [...byItem];
  const [orderLine, ...others] = candidates;
  if (!orderLine) return { kind: 'unmatched' };
  if (others.length > 0) return { kind: 'ambiguous', candidates };
  if (byItem.size > 0 && !byItem.has(orderLine)) return { kind: 'contradiction', orderLine };
  const factor = unitFactor(line.unit, orderLine.unit);
  if (!factor || line.quantity === undefined) return { kind: 'no-unit', orderLine };
  const quantity = new Decimal(line.quantity).times(factor).times(sign);
  return { kind: 'matched', orderLine, by: byNumber.length > 0 ? 'BT-132' : 'item', quantity };
}

/** Order lines by what can refer to them, so that long documents are matched in one pass. */
interface OrderIndex {
  find(by: 'number' | 'buyer' | 'standard' | 'seller', value: string | undefined): readonly OrderLine[];
}

function indexOf({ lines }: OrderFacts): OrderIndex {
  const found = new Map<string, OrderLine[]>();
  const put = (by: string, value: string | undefined, line: OrderLine) => {
    if (!value || !compact(value)) return;
    const key = `${by} ${compact(value)}`;
    found.set(key, [...(found.get(key) ?? []), line]);
  };
  for (const line of lines) {
    put('number', withoutZeros(line.number), line);
    put('buyer', line.product?.code, line);
    put('standard', line.product?.gtin, line);
    put('seller', line.product?.supplierCode, line);
  }
  return { find: (by, value) => (value ? (found.get(`${by} ${compact(value)}`) ?? []) : []) };
}

const withoutZeros = (text: string) => compact(text).replace(/^0+(?=.)/, '');

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
