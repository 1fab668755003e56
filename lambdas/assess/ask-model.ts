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

/** What became of the question; `reply` is the last one that arrived, usable or not, `usage` that of all. */
export type Answer =
  | {
      readonly attempts: number;
      readonly reply: ConverseReply;
      readonly assessment: AssessmentCore;
      readonly usage: ConverseReply['usage'];
    }
  | {
      readonly attempts: number;
      readonly reply?: ConverseReply;
      readonly usage?: ConverseReply['usage'];
      readonly failure: AssessmentFailure;
      readonly message: string;
    };

/**
 * Asks until an answer fits or the limits are reached; waits between with full jitter, and never less than whoever
 * refused asked for: there the time may not last. Throws for nothing.
 */
export async function askModel(
  deps: AskDeps,
  role: Role,
  input: ConverseInput,
  limits: AskLimits = ASK_LIMITS,
): Promise<Answer> {
  const deadline = deps.clock.now().getTime() + limits.totalMs;
  const left = () => deadline - deps.clock.now().getTime();
  let reply: ConverseReply | undefined;
  let usage: ConverseReply['usage'] | undefined;
  for (let attempts = 1; ; attempts += 1) {
    let failure: ModelFailure;
    try {
      reply = await deps.converse(input, Math.max(1, Math.min(limits.attemptMs, left())));
      usage = together(usage, reply.usage);
      return { attempts, reply, usage, assessment: judgeReply(reply, role) };
    } catch (error) {
      failure = asFailure(error);
    }
    const jitter = deps.random() * Math.min(limits.longestWaitMs, limits.firstWaitMs * 2 ** (attempts - 1));
    const wait = Math.max(jitter, failure.retryAfterMs ?? 0);
    const asked = failure.failure === 'breaker-open' ? attempts - 1 : attempts;
    if (!failure.again || attempts >= limits.attempts || left() <= wait) {
      return {
        attempts: asked,
        ...(reply && { reply }),
        ...(usage && { usage }),
        failure: failure.failure,
        message: failure.message,
      };
    }
    await deps.sleep(wait);
  }
}

function together(one: ConverseReply['usage'] | undefined, other: ConverseReply['usage']): ConverseReply['usage'] {
  return {
    inputTokens: (one?.inputTokens ?? 0) + other.inputTokens,
    outputTokens: (one?.outputTokens ?? 0) + other.outputTokens,
  };
}

function asFailure(error: unknown): ModelFailure {
  if (error instanceof ModelFailure) return error;
  return new ModelFailure('unavailable', false, String(error), { cause: error });
}
