import { z } from 'zod';

/** What happens once nobody has decided for so long; the role is the one that is asked from then on. */
export const reviewStep = z.strictObject({
  stage: z.enum(['reminded', 'escalated', 'review-expired']),
  role: z.string().min(1),
  /** Working hours since the step before. */
  hours: z.number().nonnegative(),
});
export type ReviewStep = z.infer<typeof reviewStep>;

/** How soon a role that is asked must decide: working hours, from when it was asked. */
export interface ReviewBand {
  /** Minor units up to which the band counts; the last band has none. */
  readonly upTo?: number;
  readonly remindAfter: number;
  /** Then the next role is asked; after the last one the review ends. More than `remindAfter`. */
  readonly nextAfter: number;
}

/** Bands by amount, ascending; what can't be measured in the currency is in the last. */
export interface ReviewServiceLevel {
  readonly currency: string;
  readonly bands: readonly [ReviewBand, ...ReviewBand[]];
}

/**
 * Everything that may happen to a review while nobody decides: each role that is asked is reminded, then the next one
 * is asked, and after the last one it ends. Finite, and its last step is always the end.
 * @param roles upwards, the one that is asked first in front
 */
export function reviewSteps(
  { bands }: ReviewServiceLevel,
  amount: number | undefined,
  roles: readonly string[],
): ReviewStep[] {
  const band = bands.find(({ upTo }) => upTo === undefined || (amount !== undefined && amount <= upTo)) ?? bands[0];
  return roles.flatMap((role, index): ReviewStep[] => {
    const next = roles[index + 1];
    return [
      { stage: 'reminded', role, hours: band.remindAfter },
      { stage: next ? 'escalated' : 'review-expired', role: next ?? role, hours: band.nextAfter - band.remindAfter },
    ];
  });
}
