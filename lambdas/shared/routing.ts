import { z } from 'zod';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { CaseRef } from '../../statemachines/kernel/task-input.ts';

const decision = z.object({
  attempt: z.int(),
  visit: z.int(),
  route: z.enum(['auto', 'review', 'park', 'refuse']),
  digest: z.string().optional(),
  company: z.string().optional(),
  reviewSeconds: z.int().optional(),
  effectSeconds: z.int().optional(),
  reason: z.string().optional(),
});

/** Where a recorded decision sends the case: what travels on is what was recorded. */
export function refOf({ caseId, workflow, body }: LedgerEntry): CaseRef {
  const { visit, ...routing } = decision.parse(body);
  return { schema: 1, caseId, workflow: workflow.slug, ...(visit > 0 && { visit }), ...routing };
}
