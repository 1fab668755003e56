import { Decimal } from './decimal.ts';
import { type Money, minorDigits } from './money.ts';

/** Facts with dated rates: units of a currency for one unit of the group currency. */
export interface Rates {
  readonly groupCurrency: string;
  readonly rates: readonly { readonly currency: string; readonly date: string; readonly rate: string }[];
}

export interface DatedRate {
  readonly date: string;
  /** Units of the currency for one unit of the group currency. */
  readonly rate: string;
}

/** An exact amount of a currency. */
export interface Amount {
  readonly amount: Decimal;
  readonly currency: string;
}

/** The newest rate on a day, which is the day of the decision: never one that a document could choose. */
export function rateOn(currency: string, day: string, { groupCurrency, rates }: Rates): DatedRate | undefined {
  if (currency === groupCurrency) return { date: day, rate: '1' };
  return rates
    .filter((rate) => rate.currency === currency && rate.date <= day && new Decimal(rate.rate).greaterThan(0))
    .reduce<DatedRate | undefined>((newest, rate) => (newest && newest.date >= rate.date ? newest : rate), undefined);
}

/** The amount in another currency by the rates of a day, not rounded; nothing where one is missing. */
export function inCurrency({ amount, currency }: Amount, other: string, day: string, of: Rates): Decimal | undefined {
  if (currency === other) return amount;
  const [from, to] = [rateOn(currency, day, of), rateOn(other, day, of)];
  return from && to && amount.div(from.rate).times(to.rate);
}

/** The amount without sign in group currency, exact; `undefined` without a rate. */
export function inGroup(amount: Decimal | string, currency: string, day: string, facts: Rates): Decimal | undefined {
  return inCurrency({ amount: new Decimal(amount).abs(), currency }, facts.groupCurrency, day, facts);
}

/** Minor units, rounded up: no part of a minor unit is left out of what authority is measured by. */
export function upwards(amount: Decimal, currency: string): Money | undefined {
  const minor = amount.times(new Decimal(10).pow(minorDigits(currency))).ceil();
  return minor.greaterThan(Number.MAX_SAFE_INTEGER) ? undefined : { minor: minor.toNumber(), currency };
}

/** The amount without sign, rounded up, in every currency that has a rate on that day; none if its own has none. */
export function inEveryCurrency({ amount, currency }: Amount, day: string, facts: Rates): Money[] {
  if (!rateOn(currency, day, facts)) return [];
  const all = [...new Set([facts.groupCurrency, ...facts.rates.map((rate) => rate.currency)])].sort();
  return all.flatMap((other) => {
    const exact = inCurrency({ amount: amount.abs(), currency }, other, day, facts);
    return (exact && upwards(exact, other)) ?? [];
  });
}
