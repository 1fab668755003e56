import { z } from 'zod';

/** Whose consent a proposal needs besides the authority over its amount. */
export const consent = z.strictObject({
  role: z.string().min(1),
  /** The quorum: so many different people of the role. */
  people: z.int().min(1).max(3),
  /** Consents of one step are given in any order; those of a later one only when all earlier ones are complete. */
  step: z.int().min(1).max(5),
});
export type Consent = z.infer<typeof consent>;

/** All that a proposal needs; a role stands in it once. */
export const consents = z
  .array(consent)
  .max(15)
  .refine((all) => new Set(all.map(({ role }) => role)).size === all.length, 'a role stands in it twice');
