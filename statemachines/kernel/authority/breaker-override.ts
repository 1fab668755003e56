import { z } from 'zod';
import { type Dependency, dependencyName } from './dependency.ts';

/** What a breaker does: as its circuit says, or as somebody says. */
export const BREAKER_MODES = ['auto', 'open', 'closed'] as const;
export type BreakerMode = (typeof BREAKER_MODES)[number];

/** For how long one person can keep a breaker closed in spite of failures, milliseconds. */
export const FORCED_CLOSE_MS = 4 * 3_600_000;

/** What somebody has said about a breaker. Opened by hand it stays open until somebody says otherwise, or until its end. */
export const breakerOverride = z
  .strictObject({
    kind: z.literal('breaker'),
    mode: z.enum(BREAKER_MODES),
    until: z.iso.datetime().optional(),
    version: z.int().nonnegative(),
    by: z.array(z.string()).default([]),
    reason: z.string().min(1),
  })
  .refine(({ mode, until }) => mode !== 'closed' || until !== undefined, 'closed by hand it has an end');
export type BreakerOverride = z.infer<typeof breakerOverride>;

export const breakerKey = (of: Dependency) => `breaker#${dependencyName(of)}`;

/** What somebody forces at `now`; none for `auto`, and after its end. */
export function forcedBy(override: BreakerOverride | undefined, now: string): 'open' | 'closed' | undefined {
  if (!override || override.mode === 'auto') return undefined;
  return override.until !== undefined && now >= override.until ? undefined : override.mode;
}
