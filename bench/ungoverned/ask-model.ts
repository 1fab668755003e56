import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { converseInput } from '../../lambdas/assess/converse-input.ts';
import { bedrockConverse } from '../../lambdas/shared/adapters/bedrock.ts';
import { invoiceProcessing } from '../../statemachines/invoice-processing/workflow.ts';
import { type asked, read } from './case.ts';

const modelId = z.string().min(1).parse(process.env['MODEL_ID']);
const prompt = readFileSync(invoiceProcessing.prompt, 'utf8');
const converse = bedrockConverse();

/** Asks the same question as Assess, and takes the answer as it comes. */
export async function handler(event: unknown): Promise<z.infer<typeof asked>> {
  const { document, facts } = read.parse(event);
  const { assessment: role, parse } = invoiceProcessing;
  const subject = role.subject(parse(Buffer.from(document)), facts);
  const { toolCalls } = await converse(converseInput(modelId, prompt, role, subject), 30_000);
  return { document, facts, assessment: role.schema.parse(toolCalls[0]?.input) };
}
