import { Decimal, sum } from '../../kernel/decimal.ts';
import { type Money, minorDigits } from '../../kernel/money.ts';
import type { InvoiceFacts } from '../facts.ts';
import type { Invoice } from '../invoice.ts';

export interface DatedRate {
  readonly date: string;
  /** Units of the currency for one unit of the group currency. */
  readonly rate: string;
}

/** The newest rate on a day: never one that the document's own date could choose. */
export function rateOn(currency: string, day: string, { groupCurrency, rates }: InvoiceFacts): DatedRate | undefined {
  if (currency === groupCurrency) return { date: day, rate: '1' };
  return rates
    .filter((rate) => rate.currency === currency && rate.date <= day && new Decimal(rate.rate).greaterThan(0))
    .reduce<DatedRate | undefined>((newest, rate) => (newest && newest.date >= rate.date ? newest : rate), undefined);
}

/** The largest of |BT-112|, |BT-115| and Σ|BT-131|, in the document's currency: no sign, prepayment or netting lowers it. */
export function grossExposure({ totals, lines }: Invoice): Decimal {
  const amounts = [
    new Decimal(totals.taxInclusive).abs(),
    new Decimal(totals.payable).abs(),
    sum(lines.map(({ net }) => new Decimal(net).abs())),
  ];
  return Decimal.max(...amounts);
}

/** What authority is measured by, in group currency, rounded up; or why it can't be told. */
export function exposureOf(
  document: Invoice,
  day: string,
  facts: InvoiceFacts,
): { kind: 'known'; exposure: Money; rate: DatedRate } | { kind: 'no-rate' } | { kind: 'too-large' } {
  const rate = rateOn(document.currency, day, facts);
  if (!rate) return { kind: 'no-rate' };
  const { groupCurrency: currency } = facts;
  const minor = grossExposure(document)
    .div(rate.rate)
    .times(new Decimal(10).pow(minorDigits(currency)))
    .ceil();
  if (minor.greaterThan(Number.MAX_SAFE_INTEGER)) return { kind: 'too-large' };
  return { kind: 'known', exposure: { minor: minor.toNumber(), currency }, rate };
}

/** An amount of group currency in another one; zero without a rate, so that nothing is tolerated. */
export function fromGroup(amount: string, currency: string, day: string, facts: InvoiceFacts): Decimal {
  const rate = rateOn(currency, day, facts);
  return rate ? new Decimal(amount).times(rate.rate) : new Decimal(0);
}
