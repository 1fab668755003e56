import { z } from 'zod';
import { type Money, money } from '../money.ts';

/** One amount in every currency for which the facts have a dated rate, rounded up. */
export const amounts = z.array(money);

/** What authority over a case is measured by. */
export const measure = z.strictObject({
  /** Row of the delegation of authority: `order`, `capex`, `related-party` … */
  category: z.string().min(1),
  /** Gross: no sign, prepayment or netting makes it smaller. */
  exposures: amounts.min(1),
  /**
   * Other cases of the same group of legal entities, posted or in flight, so that one purchase in several parts is
   * measured as one. Credits are not here: they never make a sum smaller.
   */
  earlier: z.array(z.strictObject({ date: z.iso.date(), exposures: amounts })),
});
export type Measure = z.infer<typeof measure>;

const DAY_MS = 86_400_000;

/** Minor units in a currency; `undefined` without a rate for it. */
export function amountIn(exposures: readonly Money[], currency: string): number | undefined {
  return exposures.find((amount) => amount.currency === currency)?.minor;
}

/**
 * The case with the others whose date lies at most so many days from `today`, in minor units of a currency;
 * `undefined` if one of them can't be measured in it, or the sum is no safe integer.
 */
export function togetherIn(
  { exposures, earlier }: Measure,
  currency: string,
  window: { readonly today: string; readonly days: number },
): number | undefined {
  const within = earlier.filter(
    ({ date }) => Math.abs(Date.parse(window.today) - Date.parse(date)) <= window.days * DAY_MS,
  );
  let total = 0;
  for (const part of [exposures, ...within.map((other) => other.exposures)]) {
    const minor = amountIn(part, currency);
    if (minor === undefined) return undefined;
    total += minor;
  }
  return Number.isSafeInteger(total) ? total : undefined;
}
