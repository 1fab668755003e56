import { z } from 'zod';
import { amountIn } from './authority/measure.ts';
import { caseId } from './ids.ts';
import { type Money, money } from './money.ts';

/**
 * What a case takes of an account that must not be overdrawn by several cases at once: a budget, a customer's credit. The
 * gateway counts it from the moment at which it may reach the ERP; who takes of the account otherwise is the facts'
 * matter, so what the account depends on belongs into `expects`.
 */
export const draw = z
  .strictObject({
    /** Names the account, the same for every case and workflow that takes of it: `budget 12`. */
    account: z.string().min(1).max(200),
    amount: money.refine(({ minor }) => minor > 0, 'more than nothing'),
    /**
     * What was left of the account for our cases: what is budgeted, less what is taken by others than our cases. Negative
     * where others have taken too much.
     */
    ceiling: money,
    /** When the reading of the facts began, by the clock of whoever read them: they know all that was in the ERP then. */
    readAt: z.iso.datetime(),
    /**
     * What the facts show as taken by each of our cases, in minor units of the ceiling; zero for one that was cancelled.
     * What they never show stays counted as the gateway knows it, and is forgotten after 368 days: by then they must.
     */
    known: z
      .array(z.strictObject({ caseId, minor: z.int().nonnegative() }))
      .refine((all) => new Set(all.map((of) => of.caseId)).size === all.length, 'each case once'),
  })
  .refine(({ amount, ceiling }) => amount.currency === ceiling.currency, 'amount and ceiling in one currency');
export type Draw = z.infer<typeof draw>;

/** Of one proposal: each account once, and no more than one transaction holds. */
export const draws = z
  .array(draw)
  .max(10)
  .refine((all) => new Set(all.map(({ account }) => account)).size === all.length, 'each account once');

/** What a case has committed to an account, until the ERP is known to have nothing of it. */
export interface Taken {
  readonly caseId: string;
  readonly exposures: readonly Money[];
  /** When it was known to be in the ERP. */
  readonly confirmedAt?: string | undefined;
}

/** Milliseconds by which the clocks of our functions may differ. */
export const CLOCKS_APART_MS = 5_000;

/**
 * What of the ceiling is left for a case, in minor units: negative where it is overdrawn without it; `undefined` where
 * that can't be measured, for another currency or no safe integer. Of every other case counts what the facts show of it
 * and, if more, what it has committed and they may not show: that was not confirmed before they were read, or is of a case
 * that they don't know. What the case itself has taken before is replaced by what it draws now.
 */
export function leftFor(
  own: string,
  { ceiling, readAt, known }: Pick<Draw, 'ceiling' | 'readAt' | 'known'>,
  committed: readonly Taken[],
): number | undefined {
  const taken = new Map(known.map((of) => [of.caseId, of.minor]));
  const mayMiss = knownUntil(new Set(taken.keys()), Date.parse(readAt) - CLOCKS_APART_MS);
  taken.delete(own);
  for (const of of committed.filter((one) => one.caseId !== own && mayMiss(one))) {
    const minor = amountIn(of.exposures, ceiling.currency);
    if (minor === undefined) return undefined;
    taken.set(of.caseId, Math.max(taken.get(of.caseId) ?? 0, minor));
  }
  const left = [...taken.values()].reduce((rest, minor) => rest - minor, ceiling.minor);
  return Number.isSafeInteger(left) ? left : undefined;
}

/** Whether facts that know some cases, as of a moment, may not show what one has committed. */
const knownUntil =
  (cases: ReadonlySet<string>, moment: number) =>
  ({ caseId: of, confirmedAt }: Taken): boolean =>
    !cases.has(of) || confirmedAt === undefined || Date.parse(confirmedAt) >= moment;
