import { Decimal } from '../../../../statemachines/kernel/decimal.ts';
import { type Money, minorDigits } from '../../../../statemachines/kernel/money.ts';

/** Units of each currency that are worth the same: `{ EUR: '1', GBP: '0.86' }`. */
export type Rates = Readonly<Record<string, string>>;

/** Rounded up to a minor unit, as cases are measured; `undefined` without a rate. */
export function inCurrency({ minor, currency }: Money, wanted: string, rates: Rates): number | undefined {
  if (currency === wanted) return minor;
  const [from, to] = [rates[currency], rates[wanted]];
  if (from === undefined || to === undefined) return undefined;
  const exact = new Decimal(minor).times(to).div(from);
  return exact
    .times(new Decimal(10).pow(minorDigits(wanted) - minorDigits(currency)))
    .ceil()
    .toNumber();
}

/** The largest amount in a currency that is measured as no more than `threshold`; `undefined` without a rate. */
export function largestWithin(threshold: Money, currency: string, rates: Rates): number | undefined {
  const near = inCurrency(threshold, currency, rates);
  if (near === undefined) return undefined;
  const measured = (minor: number) => inCurrency({ minor, currency }, threshold.currency, rates) ?? Number.NaN;
  let minor = near;
  while (minor > 0 && measured(minor) > threshold.minor) minor -= 1;
  while (measured(minor + 1) <= threshold.minor) minor += 1;
  return minor;
}

/** An amount in every currency that has a rate. */
export function inEvery(amount: Money, rates: Rates): Money[] {
  return [...new Set([amount.currency, ...Object.keys(rates)])].flatMap((currency) => {
    const minor = inCurrency(amount, currency, rates);
    return minor === undefined ? [] : [{ minor, currency }];
  });
}
