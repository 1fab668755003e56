import { z } from 'zod';
import { exceptionClass, resolution, statement } from '../../statemachines/kernel/exceptions.ts';
import { ownerFunction } from '../../statemachines/kernel/finding.ts';
import { caseId, sha256Hex } from '../../statemachines/kernel/ids.ts';
import { stepState } from '../erp/steps.ts';
import { listedException } from '../shared/adapters/case-view.ts';

/** One open exception as the worklist shows it. */
export const line = z.strictObject({
  ...{ caseId, workflow: z.string(), subject: z.string(), class: exceptionClass, ...listedException.shape },
  owner: ownerFunction.describe('The function that answers for the class.'),
  route: z.string().describe('The role whose it is first.'),
  severity: z.enum(['high', 'normal']),
  allowed: z.array(resolution).describe('How it may end; `reopen`, `readmit` and `discard` have routes of their own.'),
  ageSeconds: z.int(),
  overdue: z.boolean(),
});
export type Line = z.infer<typeof line>;

export const listed = z.strictObject({
  exceptions: z.array(line),
  next: z.string().optional().describe('For the next page; none at the end. A page may be short although more follow.'),
});
export type Listed = z.infer<typeof listed>;

const standing = {
  ...{ caseId, status: z.string() },
  exception: line.optional().describe('None where nothing waits for people.'),
};

export const shown = z.strictObject({
  ...standing,
  postedByHand: z
    .strictObject({ entry: z.int(), document: z.string(), by: z.string(), at: z.string() })
    .optional()
    .describe('The statement by which the case posts nothing any more, unless it is taken back.'),
  effects: z
    .array(
      z.strictObject({
        ...{ command: z.string(), state: stepState, document: z.string().optional() },
        ...{ undoneBy: z.string().optional(), reason: z.string().optional() },
      }),
    )
    .optional()
    .describe('Of a case of several effects: in their order, what is where.'),
  history: z.array(
    z.strictObject({
      ...{ entry: z.int(), stage: z.string(), by: z.string(), at: z.string() },
      ...{ to: z.string().optional(), resolution: z.string().optional() },
      ...{ document: z.string().optional(), reason: z.string().optional() },
    }),
  ),
});
export type Shown = z.infer<typeof shown>;

export const written = z.strictObject({
  ...standing,
  entry: z.strictObject({ seq: z.int(), stage: z.string(), at: z.string(), hash: sha256Hex }),
});
export type Written = z.infer<typeof written>;

const reason = z.string().trim().min(1).max(1000);
const opened = z.int().positive().describe('Of the exception as it was seen: the entry that began it.');

export const bodies = {
  assign: z.strictObject({ opened, to: z.string().min(1).max(200).describe('Subject of the register.') }),
  resolve: z
    .strictObject({
      ...{ opened, resolution: statement, reason },
      document: z
        .string()
        .trim()
        .min(1)
        .max(100)
        .optional()
        .describe('In the ERP; with `posted-by-hand`, and only then.'),
    })
    .refine(({ resolution: of, document }) => (of === 'posted-by-hand') === (document !== undefined), {
      ...{ path: ['document'], error: 'goes with posted-by-hand, and with nothing else' },
    }),
  'take-back': z.strictObject({
    statement: z.int().positive().describe('The entry that says `posted-by-hand`.'),
    reason,
  }),
} as const;
