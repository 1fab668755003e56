import { z } from 'zod';
import { caseId, sha256Hex } from '../../statemachines/kernel/ids.ts';

/** What a request to reopen a case says. */
export const body = z.strictObject({
  reason: z.string().trim().min(1).max(1_000).describe('What was mended, or why it is worth another attempt.'),
  attempt: z.int().min(1).max(999).optional().describe('The attempt whose end the person has seen.'),
});

/** What it answers. */
export const reopened = z.strictObject({
  caseId,
  attempt: z.int().describe('The attempt that begins.'),
  entry: z.strictObject({ seq: z.int(), stage: z.string(), at: z.string(), hash: sha256Hex }),
});
export type Reopened = z.infer<typeof reopened>;
