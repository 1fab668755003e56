import type { AssessmentFailure } from '../../statemachines/kernel/assessment.ts';
import {
  costOf,
  type Model,
  type Prompt,
  type Spent,
  whyNotAsked,
} from '../../statemachines/kernel/authority/register.ts';
import { isAgentStopped } from '../../statemachines/kernel/authority/stop.ts';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { Budget, Register } from './register.ts';

/** The registered model and prompt, or why the model is not asked at all. */
export type Leave =
  | { readonly kind: 'granted'; readonly model: Model; readonly prompt: Prompt }
  | { readonly kind: 'refused'; readonly failure: AssessmentFailure; readonly message: string };

/** Asks the register before the model: what is not registered for this use, or is stopped, is not asked. */
export async function mayAsk(workflow: Workflow, modelId: string, register: Register): Promise<Leave> {
  const { model, prompt, stops } = await register.read(workflow.slug, modelId);
  const { purpose, dataClasses } = workflow.assessment;
  const faults = whyNotAsked({ workflow: workflow.slug, modelId, purpose, dataClasses }, model, prompt);
  if (faults.length > 0 || !model || !prompt)
    return { kind: 'refused', failure: 'not-registered', message: faults.join('; ') };
  if (isAgentStopped(stops)) {
    const keys = stops.filter(({ stopped }) => stopped).map(({ key }) => key);
    return { kind: 'refused', failure: 'stopped', message: `a stop is in force: ${keys.join(', ')}` };
  }
  return { kind: 'granted', model, prompt };
}

/** What a case and a day may spend on a model. */
export function budgetsOf(model: Model, workflow: string, caseId: string, now: Date): readonly Budget[] {
  const { caseTokens, caseMicros, dayTokens, dayMicros } = model.caps;
  const day = now.toISOString().slice(0, 10);
  return [
    { of: 'case', key: `case/${caseId}/${model.id}`, cap: { tokens: caseTokens, micros: caseMicros } },
    { of: 'day', key: `day/${day}/${workflow}/${model.id}`, cap: { tokens: dayTokens, micros: dayMicros } },
  ];
}

/** More than one answer can cost: no tokenizer makes more tokens than half of the characters. */
export function mostSpent(model: Model, request: string, maxTokens: number, attempts: number): Spent {
  const one = costOf(model, Math.ceil(request.length / 2), maxTokens);
  return { tokens: one.tokens * attempts, micros: one.micros * attempts };
}
