import { Decimal } from './decimal.ts';
import { type Money, minorDigits } from './money.ts';

/** Facts with dated rates: units of a currency for one unit of the group currency. */
export interface Rates {
  readonly groupCurrency: string;
  readonly rates: readonly { readonly currency: string; readonly date: string; readonly rate: string }[];
}

/** The newest rate on a day, which is the day of the decision: never one that a document could choose. */
export function rateOn(currency: string, day: string, { groupCurrency, rates }: Rates): Decimal | undefined {
  if (currency === groupCurrency) return new Decimal(1);
  const [newest] = rates
    .filter((rate) => rate.currency === currency && rate.date <= day && new Decimal(rate.rate).greaterThan(0))
    .toSorted((one, other) => other.date.localeCompare(one.date));
  return newest && new Decimal(newest.rate);
}

/** The amount without sign in group currency, exact; `undefined` without a rate. */
export function inGroup(amount: Decimal | string, currency: string, day: string, facts: Rates): Decimal | undefined {
  const rate = rateOn(currency, day, facts);
  return rate && new Decimal(amount).abs().div(rate);
}

/**
 * The amount without sign in every currency that has a rate on that day, rounded up, so that no part of a minor unit is
 * left out of what authority is measured by; none if its own currency has no rate.
 */
export function inEveryCurrency(amount: Decimal | string, currency: string, day: string, facts: Rates): Money[] {
  const group = inGroup(amount, currency, day, facts);
  if (!group) return [];
  const currencies = [...new Set([facts.groupCurrency, ...facts.rates.map((rate) => rate.currency)])].sort();
  return currencies.flatMap((other) => {
    const rate = rateOn(other, day, facts);
    if (!rate) return [];
    const exact = other === currency ? new Decimal(amount).abs() : group.times(rate);
    const minor = exact.times(new Decimal(10).pow(minorDigits(other))).ceil();
    return minor.greaterThan(Number.MAX_SAFE_INTEGER) ? [] : [{ minor: minor.toNumber(), currency: other }];
  });
}
