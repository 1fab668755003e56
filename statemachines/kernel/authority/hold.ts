import { z } from 'zod';

/** The longest that a company's writes can be held, milliseconds: an effect gives up after three days. */
export const LONGEST_HOLD_MS = 60 * 3_600_000;

/** A hold as kept: until its end nothing of the company is prepared for the ERP. */
export const holdData = z.strictObject({
  kind: z.literal('hold'),
  held: z.boolean(),
  /** Since when without a break, however often it was prolonged. */
  since: z.iso.datetime(),
  until: z.iso.datetime(),
  version: z.int().nonnegative(),
  by: z.array(z.string()).default([]),
  reason: z.string().min(1),
});
export type HoldData = z.infer<typeof holdData>;

/** How the writes of a company stand at a moment. */
export interface Hold {
  readonly key: string;
  readonly held: boolean;
  /** UTC; none of what can't be read. */
  readonly until?: string;
  /** As of a stop switch: `undefined` if it can't be read, `'absent'` if nobody has ever held the company. */
  readonly version: number | 'absent' | undefined;
}

export const holdKey = (company: string) => `hold#${company}`;

/** How a hold stands at `now`: it ends by itself; what can't be read counts as held. */
export function holdOf(company: string, item: unknown, now: string): Hold {
  const key = holdKey(company);
  if (item === undefined) return { key, held: false, version: 'absent' };
  const hold = holdData.safeParse(item).data;
  if (!hold) return { key, held: true, version: undefined };
  return { key, held: hold.held && now < hold.until, until: hold.until, version: hold.version };
}
