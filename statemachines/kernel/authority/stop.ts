import { z } from 'zod';

/** A stop switch. What can't be read counts as stopped. */
export const stopData = z.strictObject({
  kind: z.literal('stop'),
  stopped: z.boolean(),
  version: z.int().nonnegative(),
});
export type StopData = z.infer<typeof stopData>;
