import type { Converse } from '../lambdas/assess/model.ts';
import { referenceBackend } from '../local/model/reference/backend.ts';

/** The reference model asked in this process, without HTTP. */
export const referenceReply: Converse = async ({ modelId, system, messages, toolConfig, inferenceConfig }) => {
  const { name, description, inputSchema } = toolConfig.tools[0]?.toolSpec ?? {};
  const answer = await referenceBackend(
    {
      modelId,
      system: system.map(({ text }) => text).join('\n'),
      user: messages.flatMap(({ content }) => content.map(({ text }) => text)).join('\n'),
      tool: { name: name ?? '', description: description ?? '', schema: inputSchema?.json },
      ...inferenceConfig,
    },
    AbortSignal.timeout(1_000),
  );
  const { stopReason, inputTokens, outputTokens, backend, content } = answer;
  const toolCalls = content.flatMap((block) => ('toolUse' in block ? [block.toolUse] : []));
  return { stopReason, toolCalls, usage: { inputTokens, outputTokens }, latencyMs: 0, backend, raw: { content } };
};
