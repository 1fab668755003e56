import { Decimal, roundTo, sum } from '../../kernel/decimal.ts';
import { minorDigits } from '../../kernel/money.ts';
import type { RequisitionFacts } from '../facts.ts';
import type { Requisition, RequisitionLine } from '../requisition.ts';

export type Tax = RequisitionFacts['taxes'][number];
export type Product = RequisitionFacts['products'][number];

/** Quantity × unit price, to the currency's minor unit. */
export function netOf({ quantity, unitPrice }: RequisitionLine, currency: string): Decimal {
  return roundTo(new Decimal(quantity).times(unitPrice), minorDigits(currency));
}

export const netTotal = ({ lines, currency }: Requisition): Decimal => sum(lines.map((line) => netOf(line, currency)));

/** The one tax that is certain, as a share of it comes back: that of the line's code, or the only one that the company has. */
export function taxOf({ taxCode }: RequisitionLine, { taxes }: RequisitionFacts): Tax | undefined {
  const [tax, ...more] = taxCode === undefined ? taxes : taxes.filter(({ code }) => code === taxCode);
  const isShare = tax && new Decimal(tax.recoverable).lessThanOrEqualTo(1) && !tax.recoverable.startsWith('-');
  return more.length === 0 && isShare ? tax : undefined;
}

export function productOf({ product }: RequisitionLine, { products }: RequisitionFacts): Product | undefined {
  const [found, ...more] = product === undefined ? [] : products.filter(({ code }) => code === product);
  return more.length === 0 ? found : undefined;
}

/** An account of the ERP to which a line without a product is booked. */
export function expenseOf({ account }: RequisitionLine, { expenses }: RequisitionFacts) {
  const [found, ...more] = account === undefined ? [] : expenses.filter(({ code }) => code === account);
  return more.length === 0 ? found : undefined;
}

/** Net, tax and gross; each tax once, over all of its lines, rounded. Nothing while a tax is not certain. */
export function totalsOf({ lines, currency }: Requisition, facts: RequisitionFacts) {
  const bases = new Map<Tax, Decimal>();
  for (const line of lines) {
    const tax = taxOf(line, facts);
    if (!tax) return undefined;
    bases.set(tax, (bases.get(tax) ?? new Decimal(0)).plus(netOf(line, currency)));
  }
  const net = sum(bases.values());
  const tax = sum([...bases].map(([{ rate }, base]) => roundTo(base.times(rate).div(100), minorDigits(currency))));
  return { net, tax, gross: net.plus(tax) };
}

/** Net and the tax that can't be recovered, not rounded: what a line costs the budget. */
export function costOf(line: RequisitionLine, currency: string, facts: RequisitionFacts): Decimal | undefined {
  const tax = taxOf(line, facts);
  if (!tax) return undefined;
  const lost = new Decimal(tax.rate).div(100).times(new Decimal(1).minus(tax.recoverable));
  return netOf(line, currency).times(lost.plus(1));
}
