import { Decimal, sum } from '../../kernel/decimal.ts';
import { minorDigits } from '../../kernel/money.ts';
import type { RequisitionFacts } from '../facts.ts';
import type { Requisition, RequisitionLine } from '../requisition.ts';

export type Tax = RequisitionFacts['taxes'][number];
export type Product = RequisitionFacts['products'][number];

/** Quantity × unit price, to the currency's minor unit. */
export const netOf = (line: RequisitionLine, currency: string): Decimal => rounded(exactOf(line), currency);

const exactOf = ({ quantity, unitPrice }: RequisitionLine) => new Decimal(quantity).times(unitPrice);

/** Half to even, as the ERP rounds: it refuses an order of which a line or a tax is a cent more or less. */
const rounded = (amount: Decimal, currency: string) =>
  amount.toDecimalPlaces(minorDigits(currency), Decimal.ROUND_HALF_EVEN);

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

/** Net, tax and gross; each tax once, over all of its lines, rounded at the end. Nothing while a tax is not certain. */
export function totalsOf({ lines, currency }: Requisition, facts: RequisitionFacts) {
  const bases = new Map<Tax, Decimal>();
  for (const line of lines) {
    const tax = taxOf(line, facts);
    if (!tax) return undefined;
    bases.set(tax, (bases.get(tax) ?? new Decimal(0)).plus(exactOf(line)));
  }
  const payable = [...bases].filter(([{ selfAssessed }]) => selfAssessed !== true);
  const tax = sum(payable.map(([{ rate }, base]) => rounded(base.times(rate).div(100), currency)));
  const net = sum(lines.map((line) => netOf(line, currency)));
  return { net, tax, gross: net.plus(tax) };
}

/** What a line costs the budget: net and the tax that can't be recovered, rounded up. */
export function costOf(line: RequisitionLine, currency: string, facts: RequisitionFacts): Decimal | undefined {
  const tax = taxOf(line, facts);
  if (!tax) return undefined;
  const net = netOf(line, currency);
  const lost = net.times(tax.rate).div(100).times(new Decimal(1).minus(tax.recoverable));
  return net.plus(lost.toDecimalPlaces(minorDigits(currency), Decimal.ROUND_UP));
}
