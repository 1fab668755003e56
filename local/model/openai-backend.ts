import { z } from 'zod';
import { type Answer, type Backend, type ContentBlock, ModelError, type ModelRequest, toolCall } from './answer.ts';

export interface OpenAiSettings {
  /** Of the server, such as `http://127.0.0.1:8080`; `/v1/chat/completions` is added. */
  readonly url: string;
  /** The model to name; Converse's model id unless given. */
  readonly model?: string;
  readonly apiKey?: string;
  /** Milliseconds for one answer. */
  readonly timeoutMs?: number;
}

const completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullable(),
        message: z.object({
          content: z.string().nullish(),
          refusal: z.string().nullish(),
          tool_calls: z.array(z.object({ function: z.object({ name: z.string(), arguments: z.string() }) })).nullish(),
        }),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: z.int().nonnegative(), completion_tokens: z.int().nonnegative() }).nullish(),
});
type Choice = z.infer<typeof completion>['choices'][number];

/** Any server that speaks OpenAI's chat completions with tools, told as Bedrock would tell it. */
export function openAiBackend({ url, model, apiKey, timeoutMs = 120_000 }: OpenAiSettings): Backend {
  const address = new URL('/v1/chat/completions', url);
  return async (request, signal) => {
    const reply = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(apiKey && { authorization: `Bearer ${apiKey}` }) },
      body: JSON.stringify(chatRequest(request, model ?? request.modelId)),
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    }).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'TimeoutError')
        throw new ModelError(408, 'ModelTimeoutException', `${address} did not answer within ${timeoutMs} ms`);
      throw new ModelError(503, 'ServiceUnavailableException', `${address} can't be reached: ${String(error)}`);
    });
    const text = await reply.text();
    if (!reply.ok) throw new ModelError(...exceptionOf(reply.status), `${address}: ${text.slice(0, 300)}`);
    return answerOf(text);
  };
}

function chatRequest({ system, user, tool, maxTokens, temperature }: ModelRequest, model: string) {
  const { name, description, schema } = tool;
  return {
    model,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
    tools: [{ type: 'function', function: { name, description, parameters: schema } }],
    tool_choice: { type: 'function', function: { name } },
    max_tokens: maxTokens,
    temperature,
  };
}

function exceptionOf(status: number): [status: number, exception: string] {
  if (status === 429) return [429, 'ThrottlingException'];
  if (status === 401 || status === 403) return [403, 'AccessDeniedException'];
  if (status === 404) return [404, 'ResourceNotFoundException'];
  if (status < 500) return [400, 'ValidationException'];
  return [503, 'ServiceUnavailableException'];
}

function answerOf(text: string): Answer {
  const parsed = completion.safeParse(readJson(text));
  const choice = parsed.data?.choices[0];
  if (!choice) throw new ModelError(424, 'ModelErrorException', 'the server answered with no chat completion');
  const usage = parsed.data?.usage;
  return {
    backend: 'openai',
    inputTokens: usage?.prompt_tokens ?? 0,
    outputTokens: usage?.completion_tokens ?? 0,
    ...said(choice),
  };
}

function said({ finish_reason, message }: Choice): Pick<Answer, 'stopReason' | 'content'> {
  const text = message.refusal ?? message.content ?? '';
  const calls = (message.tool_calls ?? []).map((call) => call.function);
  const content: ContentBlock[] = calls.map(({ name, arguments: json }) => toolCall(name, readJson(json)));
  if (finish_reason === 'length') return { stopReason: 'max_tokens', content };
  if (finish_reason === 'content_filter') return { stopReason: 'content_filtered', content: [{ text }] };
  if (message.refusal) return { stopReason: 'refusal', content: [{ text }] };
  if (calls.length === 0) return { stopReason: 'end_turn', content: [{ text }] };
  const unreadable = content.some((block) => 'toolUse' in block && block.toolUse.input === undefined);
  return { stopReason: unreadable ? 'malformed_tool_use' : 'tool_use', content };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
