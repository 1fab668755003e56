import { z } from 'zod';
import { ModelError, type ModelRequest } from './answer.ts';

const text = z.object({ text: z.string() });

/** The part of Bedrock's Converse request that this product uses: one user message, one tool that must be called. */
const converseRequest = z.object({
  system: z.array(text).default([]),
  messages: z.tuple([z.object({ role: z.literal('user'), content: z.array(text).min(1) })]),
  inferenceConfig: z.object({ maxTokens: z.int().positive(), temperature: z.number().min(0).max(1).default(1) }),
  toolConfig: z.object({
    tools: z.tuple([
      z.object({
        toolSpec: z.object({
          name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
          description: z.string().default(''),
          inputSchema: z.object({ json: z.record(z.string(), z.json()) }),
        }),
      }),
    ]),
    toolChoice: z.object({ tool: z.object({ name: z.string() }) }),
  }),
});

/** @throws ModelError ValidationException naming each place that does not fit, as Bedrock answers */
export function readRequest(modelId: string, body: string): ModelRequest {
  const parsed = converseRequest.safeParse(readJson(body));
  if (!parsed.success) throw invalid(z.prettifyError(parsed.error));
  const { system, messages, toolConfig, inferenceConfig } = parsed.data;
  const { toolSpec } = toolConfig.tools[0];
  if (toolConfig.toolChoice.tool.name !== toolSpec.name) throw invalid('toolChoice names a tool that is not given');
  return {
    modelId,
    system: system.map((block) => block.text).join('\n'),
    user: messages[0].content.map((block) => block.text).join('\n'),
    tool: { name: toolSpec.name, description: toolSpec.description, schema: toolSpec.inputSchema.json },
    ...inferenceConfig,
  };
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw invalid('the body is no JSON');
  }
}

function invalid(fault: string): ModelError {
  return new ModelError(400, 'ValidationException', fault);
}
