import { Decimal as Big } from 'decimal.js';
import { z } from 'zod';

/** Exact decimal arithmetic: 40 significant digits, half away from zero (EN 16931 examples round −156435.885 to −156435.89). */
export const Decimal = Big.clone({ precision: 40, rounding: Big.ROUND_HALF_UP, toExpNeg: -40, toExpPos: 40 });
export type Decimal = Big;

/** A decimal number as canonical text: no sign `+`, no exponent, no superfluous zeros (`"10.5"`, `"-0.1"`, `"0"`). */
export const decimalText = z
  .string()
  .trim()
  .regex(
    /^[+-]?(\d{1,18}(\.\d{0,12})?|\.\d{1,12})$/,
    'a decimal number of at most 18 digits before and 12 after the point',
  )
  .transform((text) => new Decimal(text.replace(/^\+/, '')).toFixed())
  .transform((text) => (text === '-0' ? '0' : text))
  .brand<'DecimalText'>();
export type DecimalText = z.infer<typeof decimalText>;

/** @throws ZodError if `value` is no decimal number */
export function toDecimalText(value: Big | string | number): DecimalText {
  return decimalText.parse(typeof value === 'object' ? value.toFixed() : String(value));
}

/** Rounds half away from zero, also below zero. */
export function roundTo(value: Big | string, places: number): Decimal {
  return new Decimal(value).toDecimalPlaces(places, Decimal.ROUND_HALF_UP);
}

/** The exact sum; `0` for none. */
export function sum(values: Iterable<Big | string>): Decimal {
  let total = new Decimal(0);
  for (const value of values) total = total.plus(value);
  return total;
}
