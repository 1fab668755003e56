import { z } from 'zod';

/** A side effect that a function is about to have. */
export const crossing = z.object({
  /** The function's name in `lib/functions.ts`. */
  fn: z.string(),
  effect: z.string(),
  /** Path and body of the request. */
  said: z.string(),
  /** What the function was called with, as JSON. */
  invocation: z.string(),
});
export type Crossing = z.infer<typeof crossing>;
