import { z } from 'zod';
import { Decimal, roundTo } from './decimal.ts';

/** ISO 4217 alphabetic code. */
export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 currency code, such as EUR');

/** Money in integer minor units (cents for EUR), safe for JSON and for Cedar's Long. */
export const money = z.strictObject({ minor: z.int(), currency: currencyCode });
export type Money = z.infer<typeof money>;

/** ISO 4217 currencies whose minor unit is not a hundredth; all others have 2 digits. */
const DIGITS: Readonly<Record<string, number>> = {
  BHD: 3, BIF: 0, CLF: 4, CLP: 0, DJF: 0, GNF: 0, IQD: 3, ISK: 0, JOD: 3, JPY: 0, KMF: 0, KRW: 0, KWD: 3,
  LYD: 3, OMR: 3, PYG: 0, RWF: 0, TND: 3, UGX: 0, UYI: 0, UYW: 4, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
}; // biome-ignore format: a table

/** Digits after the point in one currency (ISO 4217 minor unit). */
export function minorDigits(currency: string): number {
  return DIGITS[currency] ?? 2;
}

/**
 * Decimal amount to minor units, rounded half away from zero.
 * @throws RangeError beyond what a safe integer holds (about 90 thousand billion EUR)
 */
export function toMoney(amount: Decimal | string, currency: string): Money {
  const minor = roundTo(new Decimal(amount).times(new Decimal(10).pow(minorDigits(currency))), 0).toNumber();
  if (!Number.isSafeInteger(minor)) throw new RangeError(`amount ${amount} ${currency} is too large for minor units`);
  return { minor: minor === 0 ? 0 : minor, currency };
}

/** Minor units as decimal text with the currency's digits: `{minor: -150, currency: 'EUR'}` → `"-1.50"`. */
export function formatAmount({ minor, currency }: Money): string {
  const digits = minorDigits(currency);
  return new Decimal(minor).div(new Decimal(10).pow(digits)).toFixed(digits);
}

/** Converts at a rate (units of `currency` for one unit of the amount's currency), rounded half away from zero. */
export function convert(amount: Money, currency: string, rate: Decimal | string): Money {
  return toMoney(new Decimal(formatAmount(amount)).times(rate), currency);
}
