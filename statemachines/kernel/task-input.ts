import { z } from 'zod';
import { caseId, sha256Hex } from './ids.ts';

/** How often one review may be opened again after its time was over. */
export const MAX_ROUNDS = 40;

/** What travels through a state machine: ids, hashes and routing only. */
export const caseRef = z.strictObject({
  /** Handlers accept every version that a waiting case may still send. */
  schema: z.literal(1),
  caseId,
  /** From 1; one execution each, named `<caseId>-<attempt>`. */
  attempt: z.int().min(1).max(999),
  workflow: z.string(),
  /** Times the case has gathered within this attempt; absent before the first. */
  visit: z.int().min(1).optional(),
  /** From Decide: where to go, what exactly, which company's queue, and how long a review or an effect may take. */
  route: z.enum(['auto', 'review', 'park', 'refuse']).optional(),
  digest: sha256Hex.optional(),
  company: z.string().optional(),
  reviewSeconds: z.int().positive().optional(),
  effectSeconds: z.int().positive().optional(),
  verdict: z.enum(['approved', 'rejected']).optional(),
  /** From Escalate: whether the review goes on, and how often it was opened again. */
  escalation: z.enum(['again', 'ended']).optional(),
  round: z.int().min(1).max(MAX_ROUNDS).optional(),
  settlement: z.enum(['confirmed', 'withdrawn', 'unknown', 'undo']).optional(),
  /** Why a case is parked or refused: an error name or a finding code. */
  reason: z.string().max(300).optional(),
});
export type CaseRef = z.infer<typeof caseRef>;

/** What a task of the state machine receives: the case and the state that called. */
export const taskInput = caseRef.extend({ state: z.string() });
export type TaskInput = z.infer<typeof taskInput>;

/** What a state that waits for an answer hands over. */
export const waitingInput = taskInput.extend({ taskToken: z.string().min(1) });
export type WaitingInput = z.infer<typeof waitingInput>;

/** What lies in the command queue. */
export const commandMessage = caseRef.extend({ command: z.string(), taskToken: z.string().min(1) });
export type CommandMessage = z.infer<typeof commandMessage> & {
  /** Its place in its company's order, as the queue numbers it: digits of equal length. Never read from the body. */
  readonly place?: string;
};

export const MAX_VISITS = 3;

/** The key of the one entry that a state may leave per visit. */
export function stepKey({ attempt, visit, state }: Pick<TaskInput, 'attempt' | 'visit' | 'state'>): string {
  return `${attempt}/${visit ?? 0}/${state}`;
}
