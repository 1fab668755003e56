import { Decimal, sum } from '../../kernel/decimal.ts';
import type { Money } from '../../kernel/money.ts';
import { type DatedRate, rateOn, upwards } from '../../kernel/rates.ts';
import type { InvoiceFacts } from '../facts.ts';
import type { Invoice } from '../invoice.ts';

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
  const exposure = upwards(grossExposure(document).div(rate.rate), facts.groupCurrency);
  return exposure ? { kind: 'known', exposure, rate } : { kind: 'too-large' };
}

/** An amount of group currency in another one; zero without a rate, so that nothing is tolerated. */
export function fromGroup(amount: string, currency: string, day: string, facts: InvoiceFacts): Decimal {
  const rate = rateOn(currency, day, facts);
  return rate ? new Decimal(amount).times(rate.rate) : new Decimal(0);
}
