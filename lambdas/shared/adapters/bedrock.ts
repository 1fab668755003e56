import {
  BedrockRuntimeClient,
  type BedrockRuntimeClientConfig,
  ConverseCommand,
  type ConverseCommandOutput,
} from '@aws-sdk/client-bedrock-runtime';
import { z } from 'zod';
import { type Converse, type ConverseReply, ModelFailure } from '../../assess/model.ts';
import { bedrockFailure } from './bedrock-failure.ts';

/**
 * Bedrock's Converse, or what `AWS_ENDPOINT_URL_BEDROCK_RUNTIME` points at; region and credentials come from the
 * environment. Asks once: the attempts that the ledger records are all that were made. Each call has a client of its
 * own, so that an HTTP/2 session gone stale while the function slept can't swallow the retries too.
 */
export function bedrockConverse(config: BedrockRuntimeClientConfig = {}): Converse {
  return async (input, timeoutMs) => {
    const client = new BedrockRuntimeClient({ ...config, maxAttempts: 1 });
    const startedAt = performance.now();
    try {
      const output = await beforeTimeout(timeoutMs, (abortSignal) =>
        client.send(new ConverseCommand(input), { abortSignal }),
      );
      return replyOf(output, Math.round(performance.now() - startedAt));
    } catch (error) {
      throw error instanceof ModelFailure ? error : bedrockFailure(error);
    } finally {
      client.destroy();
    }
  };
}

/** Aborts the call, and gives up on it even if it does not heed the abort (a reply that stops half-way). */
async function beforeTimeout<T>(timeoutMs: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(timeoutMs);
  const { promise: expiry, reject } = Promise.withResolvers<never>();
  const expire = () => reject(new ModelFailure('timed-out', true, `no reply within ${timeoutMs} ms`));
  signal.addEventListener('abort', expire, { once: true });
  try {
    return await Promise.race([call(signal), expiry]);
  } finally {
    signal.removeEventListener('abort', expire);
  }
}

/** The parts of Converse's output that are relied on; the SDK checks no reply against its types. */
const converseOutput = z.object({
  stopReason: z.string(),
  usage: z.object({ inputTokens: z.int().nonnegative(), outputTokens: z.int().nonnegative() }),
  metrics: z.object({ latencyMs: z.number().nonnegative() }).optional(),
  output: z.object({
    message: z.object({
      content: z.array(z.object({ toolUse: z.object({ name: z.string(), input: z.json().optional() }).optional() })),
    }),
  }),
  additionalModelResponseFields: z.object({ backend: z.string().max(40).optional() }).optional(),
});

function replyOf({ $metadata: _, ...output }: ConverseCommandOutput, elapsedMs: number): ConverseReply {
  const raw: unknown = JSON.parse(JSON.stringify(output));
  const { stopReason, usage, metrics, output: said, additionalModelResponseFields } = converseOutput.parse(raw);
  return {
    stopReason,
    toolCalls: said.message.content.flatMap(({ toolUse }) => (toolUse ? { input: undefined, ...toolUse } : [])),
    usage,
    latencyMs: Math.round(metrics?.latencyMs ?? elapsedMs),
    backend: additionalModelResponseFields?.backend ?? 'bedrock',
    raw,
  };
}
