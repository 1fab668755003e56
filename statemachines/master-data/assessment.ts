import { z } from 'zod';
import { type AssessmentTask, statedAnomalies, statedConfidence } from '../kernel/assessment.ts';
import { plainText } from '../kernel/plain-text.ts';
import type { ChangeRequest } from './change-request.ts';

/** What the model may say about a change: no name, identifier or account can be answered. */
export const changeAssessmentSchema = z.strictObject({
  classification: z.enum(['routine', 'suspicious']).describe('Whether the change and its reason fit together'),
  anomalies: statedAnomalies.describe('Everything that a careful data steward would ask about; empty if nothing'),
  confidence: statedConfidence,
});
export type ChangeAssessment = z.infer<typeof changeAssessmentSchema>;

/** The AI's role: classify and flag. Its answer can only add scrutiny. */
export const changeAssessment: AssessmentTask<ChangeRequest, unknown> = {
  toolName: 'assess_change',
  toolDescription: 'Records whether one change of master data looks routine, and what is odd about it.',
  purpose: 'assess-master-data-change',
  dataClasses: ['business-contact', 'master-data'],
  schema: changeAssessmentSchema,
  maxTokens: 800,
  subject: changeSubject,
};

/** Of identifiers and accounts only the countries, of their owner only the role; free text bounded and freed of numbers. */
export function changeSubject({ role, change, reason }: ChangeRequest) {
  return { role, field: change.field, reason: plainText(reason, 500), ...differenceOf(change) };
}

function differenceOf(change: ChangeRequest['change']) {
  if (change.field === 'name') return { from: plainText(change.from, 200), to: plainText(change.to, 200) };
  if (change.field === 'hold') return { from: change.from, to: change.to };
  if (change.field === 'tax-id') return { fromCountry: countryOf(change.from), toCountry: countryOf(change.to) };
  return {
    accounts: change.from.length,
    addedIn: countryOf(change.add),
    removedIn: countryOf(change.remove),
  };
}

const countryOf = (identifier: string | null | undefined) => identifier?.slice(0, 2) ?? null;
