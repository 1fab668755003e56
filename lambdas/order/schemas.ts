import { z } from 'zod';
import { caseId, sha256Hex } from '../../statemachines/kernel/ids.ts';

const number = z.int().positive();
const missing = z
  .strictObject({ from: number, to: number })
  .describe('Numbers of the events that are waited for, both included.');
const of = { sender: z.string(), workflow: z.string(), subject: z.string() };

export const listed = z.strictObject({
  waiting: z.array(
    z.strictObject({
      ...{ caseId, ...of, waitingSince: z.string(), ageSeconds: z.int() },
      waiting: z.int().describe('How many events wait.'),
      first: z.int().describe('Number of the first of them.'),
      expired: z.boolean().describe('That it has waited too long.'),
    }),
  ),
  next: z.string().optional().describe('For the next page; none at the end.'),
});
export type Listed = z.infer<typeof listed>;

const standing = z.strictObject({
  caseId,
  last: z.int().describe('Number of the last event that was taken in, 0 before the first.'),
  missing: missing.optional(),
});

export const shown = z.strictObject({
  ...standing.shape,
  ...{ ...of, source: z.string() },
  held: z.array(z.strictObject({ sequence: number, eventId: z.string(), since: z.string() })),
  history: z.array(z.strictObject({ stage: z.string(), by: z.string(), at: z.string(), what: z.string() })),
});
export type Shown = z.infer<typeof shown>;

export const written = z.strictObject({
  ...standing.shape,
  entry: z.strictObject({ seq: z.int(), stage: z.string(), at: z.string(), hash: sha256Hex }),
});

export const skipBody = z.strictObject({
  missing: missing.describe('As you have seen it.'),
  reason: z.string().trim().min(1).max(1000),
});
