import { z } from 'zod';
import { SUBJECT_CLOSE, SUBJECT_OPEN } from '../assessment.ts';
import { ownerFunction } from '../finding.ts';
import { sha256, sha256Hex } from '../ids.ts';
import { currencyCode } from '../money.ts';
import { type Authored, dated } from './dated.ts';

const count = z.int().nonnegative();

/** Millionths of one unit of the price's currency: 3 for a model at 3 USD a million tokens. */
const micros = z.int().nonnegative();

/** A model that may be asked: where it runs, who answers for it, what for, and how much it may cost. */
export const modelData = dated('model', {
  id: z.string().min(1),
  provider: z.string().min(1),
  region: z.string().min(1),
  owner: ownerFunction,
  workflows: z.array(z.string()),
  purposes: z.array(z.string()),
  /** Classes of data that it may be shown. */
  dataClasses: z.array(z.string()),
  price: z.strictObject({ currency: currencyCode, inputMicros: micros, outputMicros: micros }),
  /** Per case and per calendar day (UTC), over all cases of a workflow. */
  caps: z.strictObject({ caseTokens: count, caseMicros: micros, dayTokens: count, dayMicros: micros }),
});
export type ModelData = z.infer<typeof modelData>;
export type Model = Omit<ModelData['terms'][number], 'validFrom' | 'validUntil'> & Authored;

/** The prompt of a workflow that counts, whole: a label can't move to another text unseen (T18). */
export const promptData = dated('prompt', {
  workflow: z.string().min(1),
  label: z.string().min(1),
  hash: sha256Hex,
  text: z.string().min(1),
  owner: ownerFunction,
  models: z.array(z.string()).min(1),
});
export type PromptData = z.infer<typeof promptData>;
export type Prompt = Omit<PromptData['terms'][number], 'validFrom' | 'validUntil'> & Authored;

export const modelKey = (id: string) => `model#${id}`;
export const promptKey = (workflow: string) => `prompt#${workflow}`;

/** What the AI is used for: of the assessment's manifest. */
export interface ModelUse {
  readonly workflow: string;
  readonly modelId: string;
  readonly purpose: string;
  readonly dataClasses: readonly string[];
}

/** Why a model may not be asked, in words; none if it may. What is not on the register may not. */
export function whyNotAsked(use: ModelUse, model: Model | undefined, prompt: Prompt | undefined): string[] {
  if (!model || model.id !== use.modelId) return [`the model ${use.modelId} is not on the register`];
  if (!prompt || prompt.workflow !== use.workflow) return [`no prompt of ${use.workflow} is on the register`];
  const faults: string[] = [];
  if (sha256(prompt.text) !== prompt.hash) faults.push('the prompt is not the text of its hash');
  for (const delimiter of [SUBJECT_OPEN, SUBJECT_CLOSE])
    if (!prompt.text.includes(delimiter)) faults.push(`the prompt does not name the delimiter ${delimiter}`);
  if (!prompt.models.includes(model.id)) faults.push(`the prompt ${prompt.label} is not for ${model.id}`);
  if (!model.workflows.includes(use.workflow)) faults.push(`${model.id} may not serve ${use.workflow}`);
  if (!model.purposes.includes(use.purpose)) faults.push(`${model.id} may not serve ${use.purpose}`);
  const unseen = use.dataClasses.filter((name) => !model.dataClasses.includes(name));
  if (unseen.length > 0) faults.push(`${model.id} may not be shown ${unseen.join(', ')}`);
  return faults;
}

/** Tokens and what they cost. */
export interface Spent {
  readonly tokens: number;
  readonly micros: number;
}

export function costOf({ price }: Pick<Model, 'price'>, inputTokens: number, outputTokens: number): Spent {
  return {
    tokens: inputTokens + outputTokens,
    micros: inputTokens * price.inputMicros + outputTokens * price.outputMicros,
  };
}
