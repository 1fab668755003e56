import { z } from 'zod';
import { SUBJECT_CLOSE, SUBJECT_OPEN } from '../../statemachines/kernel/assessment.ts';
import { canonicalJson } from '../../statemachines/kernel/ids.ts';
import type { Role } from './model.ts';

/** The exact body of Bedrock's Converse: all that determines the reply. Its canonical JSON is evidence. */
export type ConverseInput = ReturnType<typeof converseInput>;

/** One question: the prompt, the delimited subject, the one tool that must be called, and a bound on the reply. */
export function converseInput(modelId: string, system: string, role: Role, subject: unknown) {
  const { toolName: name, toolDescription: description, maxTokens } = role;
  const inputSchema = { json: toolSchema(role) };
  return {
    modelId,
    system: [{ text: system }],
    messages: [{ role: 'user' as const, content: [{ text: delimit(subject) }] }],
    toolConfig: { tools: [{ toolSpec: { name, description, inputSchema } }], toolChoice: { tool: { name } } },
    inferenceConfig: { maxTokens, temperature: 0 },
  };
}

/** JSON Schema of the answer, generated from the zod source that will check it. */
export function toolSchema({ schema }: Pick<Role, 'schema'>) {
  return z.json().parse(z.toJSONSchema(schema));
}

/** Angle brackets exist only inside JSON strings, so escaping them keeps the JSON equal and every delimiter out of it. */
function delimit(subject: unknown): string {
  const data = canonicalJson(subject).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e');
  return `${SUBJECT_OPEN}\n${data}\n${SUBJECT_CLOSE}`;
}
