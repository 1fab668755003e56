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
  /** Names its group of legal entities, the same for every case of one group: those count together. */
  group: z.string().min(1),
  /** Whether it makes the sum of its group larger, as all but credits do. */
  adds: z.boolean(),
  /**
   * Other cases of the same group of legal entities, posted or in flight, so that one purchase in several parts is
   * measured as one; with the case where it is known. Credits are not here: they never make a sum smaller.
   */
  earlier: z.array(z.strictObject({ caseId: z.string().optional(), date: z.iso.date(), exposures: amounts })),
  /**
   * What other cases of the group have committed within the window, by the gateway's own account, whether or not the
   * facts have seen it yet. No workflow fills this in.
   */
  committed: z.array(z.strictObject({ caseId: z.string(), exposures: amounts })).optional(),
});
export type Measure = z.infer<typeof measure>;

const DAY_MS = 86_400_000;

/** Minor units in a currency; `undefined` without a rate for it. */
export function amountIn(exposures: readonly Money[], currency: string): number | undefined {
  return exposures.find((amount) => amount.currency === currency)?.minor;
}

/**
 * The case with the others whose date lies at most so many days from `today`, and with what others have committed, in
 * minor units of a currency; `undefined` if one of them can't be measured in it, or the sum is no safe integer. A case
 * that is in both counts once, with the larger amount: never less than either says alone.
 */
export function togetherIn(
  { exposures, earlier, committed = [] }: Pick<Measure, 'exposures' | 'earlier' | 'committed'>,
  currency: string,
  window: { readonly today: string; readonly days: number },
): number | undefined {
  const within = earlier.filter(({ date }) => isWithin(date, window));
  const seen = sumIn([{ exposures }, ...within], currency);
  if (seen === undefined) return undefined;
  let total = seen;
  for (const caseId of new Set(committed.map((of) => of.caseId))) {
    const ofCase = (of: { readonly caseId?: string | undefined }) => of.caseId === caseId;
    const most = mostIn(committed.filter(ofCase), currency);
    const known = sumIn(within.filter(ofCase), currency);
    if (most === undefined || known === undefined) return undefined;
    total += Math.max(0, most - known);
  }
  return Number.isSafeInteger(total) ? total : undefined;
}

/** Does a day lie at most so many days from `today`? */
export function isWithin(date: string, { today, days }: { readonly today: string; readonly days: number }): boolean {
  return Math.abs(Date.parse(today) - Date.parse(date)) <= days * DAY_MS;
}

interface Part {
  readonly exposures: readonly Money[];
}

function sumIn(parts: readonly Part[], currency: string): number | undefined {
  const all = parts.map(({ exposures }) => amountIn(exposures, currency));
  return all.reduce((sum, minor) => (sum === undefined || minor === undefined ? undefined : sum + minor), 0);
}

/** The same case may have been prepared several times: it is one document all the same. */
function mostIn(parts: readonly Part[], currency: string): number | undefined {
  const all = parts.map(({ exposures }) => amountIn(exposures, currency));
  return all.reduce(
    (most, minor) => (most === undefined || minor === undefined ? undefined : Math.max(most, minor)),
    0,
  );
}
