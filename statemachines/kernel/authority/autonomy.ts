import { z } from 'zod';
import { type Authored, dated } from './dated.ts';

/**
 * How far the agent may go alone, per workflow and segment. `shadow`: the assessment is recorded and hidden from the
 * reviewer; `suggest`: shown on request of the reviewer's; `cosign`: shown first, everything reviewed; `capped`: alone
 * up to a cap; `auto`: alone within its authority.
 */
export const AUTONOMY_LEVELS = ['shadow', 'suggest', 'cosign', 'capped', 'auto'] as const;
export type AutonomyLevel = (typeof AUTONOMY_LEVELS)[number];

export const autonomyData = dated('autonomy', {
  level: z.enum(AUTONOMY_LEVELS),
  /** Minor units in `currency`; counts at level `capped` only. */
  cap: z.strictObject({ minor: z.int().nonnegative(), currency: z.string() }).optional(),
  /** The least confidence at which the agent may commit, 0 to 1. */
  minConfidence: z.number().min(0).max(1),
});
export type AutonomyData = z.infer<typeof autonomyData>;
export type Autonomy = Omit<AutonomyData['terms'][number], 'validFrom' | 'validUntil'> & Authored;
