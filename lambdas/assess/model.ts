import type { AssessmentFailure, AssessmentTask, Judged } from '../../statemachines/kernel/assessment.ts';
import type { ConverseInput } from './converse-input.ts';

/** What the model is asked for, whatever it is asked about. */
export interface Role extends Omit<AssessmentTask<unknown, unknown>, 'subject' | 'judge'> {
  /** What this case says of an answer that fits the schema. */
  readonly judgeInCase?: ((answer: unknown) => Judged) | undefined;
}

/** What the model answered, as received; nothing in it is trusted yet. */
export interface ConverseReply {
  readonly stopReason: string;
  /** Every tool call of the reply, in its order. */
  readonly toolCalls: readonly { readonly name: string; readonly input: unknown }[];
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number };
  readonly latencyMs: number;
  /** Who answered: `bedrock`, or what a local endpoint calls itself (`reference`, `openai`). */
  readonly backend: string;
  /** The whole reply as JSON, for the evidence. */
  readonly raw: unknown;
}

/**
 * Asks the model once; no retries below.
 * @throws ModelFailure for everything that keeps a reply from arriving
 */
export type Converse = (input: ConverseInput, timeoutMs: number) => Promise<ConverseReply>;

/** Why no usable reply came, and whether the same question may be asked again. */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure';
  readonly failure: AssessmentFailure;
  readonly again: boolean;
  /** Milliseconds that whoever refused asked to wait. */
  readonly retryAfterMs: number | undefined;
  constructor(
    failure: AssessmentFailure,
    again: boolean,
    message: string,
    { retryAfterMs, ...options }: ErrorOptions & { readonly retryAfterMs?: number | undefined } = {},
  ) {
    super(message, options);
    this.failure = failure;
    this.again = again;
    this.retryAfterMs = retryAfterMs;
  }
}
