import { z } from 'zod';
import { caseId, sha256Hex } from '../../statemachines/kernel/ids.ts';
import { MOST_REVERSAL_REASON } from '../../statemachines/kernel/reversal.ts';

/** What a request to reopen a case says. */
export const body = z.strictObject({
  reason: z.string().trim().min(1).max(1_000).describe('What was mended, or why it is worth another attempt.'),
  attempt: z.int().min(1).max(999).optional().describe('The attempt whose end the person has seen.'),
});

const entry = z.strictObject({ seq: z.int(), stage: z.string(), at: z.string(), hash: sha256Hex });

/** What it answers. */
export const reopened = z.strictObject({
  caseId,
  attempt: z.int().describe('The attempt that begins.'),
  entry,
});
export type Reopened = z.infer<typeof reopened>;

/** What a request to reverse the effect of a case says. */
export const reversalBody = z.strictObject({
  reason: z.string().trim().min(1).max(MOST_REVERSAL_REASON).describe('Why; it goes to the ERP, too.'),
});

/** What it answers. */
export const reversalAnswer = z.strictObject({
  caseId,
  reversal: caseId.describe('The case of the reversal; it is there once the request has gone over the bus.'),
  entry,
});
export type ReversalAnswer = z.infer<typeof reversalAnswer>;
