import { Decimal } from '../../kernel/decimal.ts';
import { type Money, minorDigits } from '../../kernel/money.ts';
import type { RequisitionFacts } from '../facts.ts';

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

type Rates = Pick<RequisitionFacts, 'groupCurrency' | 'rates'>;

/** The newest rate on a day: the day of the decision, never one that the document could choose. */
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

/** Minor units, rounded up: no part of a minor unit is left out of what somebody's authority is measured by. */
export function upwards(amount: Decimal, currency: string): Money | undefined {
  const minor = amount.times(new Decimal(10).pow(minorDigits(currency))).ceil();
  return minor.greaterThan(Number.MAX_SAFE_INTEGER) ? undefined : { minor: minor.toNumber(), currency };
}

/** The amount, rounded up, in every currency that has a rate on that day; none if its own has none. */
export function inEveryCurrency(of: Amount, day: string, facts: Rates): Money[] {
  if (!rateOn(of.currency, day, facts)) return [];
  const currencies = [...new Set([facts.groupCurrency, ...facts.rates.map(({ currency }) => currency)])].sort();
  return currencies.flatMap((currency) => {
    const exact = inCurrency(of, currency, day, facts);
    return (exact && upwards(exact, currency)) ?? [];
  });
}
