import type { AssessmentCore, AssessmentFailure } from '../../statemachines/kernel/assessment.ts';
import type { Clock } from '../shared/ports.ts';
import type { ConverseInput } from './converse-input.ts';
import { judgeReply } from './judge-reply.ts';
import { type Converse, type ConverseReply, ModelFailure, type Role } from './model.ts';

/** Milliseconds, and how often the model is asked in all. */
export interface AskLimits {
  readonly attempts: number;
  readonly attemptMs: number;
  /** Of all attempts and waits; below the 120 s that the state has, with time left for ledger and evidence. */
  readonly totalMs: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

export const ASK_LIMITS: AskLimits = {
  attempts: 3,
  attemptMs: 30_000,
  totalMs: 80_000,
  firstWaitMs: 500,
  longestWaitMs: 8_000,
};

export interface AskDeps {
  readonly converse: Converse;
  readonly clock: Clock;
  sleep(ms: number): Promise<unknown>;
  /** Uniform in [0, 1). */
  random(): number;
}

/** What became of the question; `reply` is the last one that arrived, usable or not. */
export type Answer =
  | { readonly attempts: number; readonly reply: ConverseReply; readonly assessment: AssessmentCore }
  | {
      readonly attempts: number;
      readonly reply?: ConverseReply;
      readonly failure: AssessmentFailure;
      readonly message: string;
    };

/** Asks until an answer fits or the limits are reached; waits between with full jitter. Throws for nothing. */
export async function askModel(
  deps: AskDeps,
  role: Role,
  input: ConverseInput,
  limits: AskLimits = ASK_LIMITS,
): Promise<Answer> {
  const deadline = deps.clock.now().getTime() + limits.totalMs;
  const left = () => deadline - deps.clock.now().getTime();
  let reply: ConverseReply | undefined;
  for (let attempts = 1; ; attempts += 1) {
    let failure: ModelFailure;
    try {
      reply = await deps.converse(input, Math.max(1, Math.min(limits.attemptMs, left())));
      return { attempts, reply, assessment: judgeReply(reply, role) };
    } catch (error) {
      failure = asFailure(error);
    }
    const wait = deps.random() * Math.min(limits.longestWaitMs, limits.firstWaitMs * 2 ** (attempts - 1));
    if (!failure.again || attempts >= limits.attempts || left() <= wait) {
      return { attempts, ...(reply && { reply }), failure: failure.failure, message: failure.message };
    }
    await deps.sleep(wait);
  }
}

function asFailure(error: unknown): ModelFailure {
  if (error instanceof ModelFailure) return error;
  return new ModelFailure('unavailable', false, String(error), { cause: error });
}
