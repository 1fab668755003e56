import { z } from 'zod';
import { type AssessmentTask, type Judged, statedAnomalies, statedConfidence } from '../kernel/assessment.ts';
import { plainText } from '../kernel/plain-text.ts';
import { assessmentSubject } from './assessment-subject.ts';
import { LINE_CATEGORIES } from './categories.ts';
import { CONSENT_ROLES } from './consents.ts';
import { POLICY_IDS, PURCHASE_ROLES } from './policies.ts';
import type { Requisition } from './requisition.ts';

/** Whom the model may recommend: people's roles alone, and no names. */
export const RECOMMENDABLE = [...PURCHASE_ROLES.filter((role) => role !== 'agent'), ...CONSENT_ROLES] as const;

/** Free text of the model, freed of what could be a mail address, a telephone number or an account. */
const words = (most: number) =>
  z
    .string()
    .max(most)
    .overwrite((text) => plainText(text, most));

/** What the model may say about a requisition: no amount, vendor, account or person can be answered. */
export const requisitionAssessmentSchema = z.strictObject({
  lines: z
    .array(z.strictObject({ position: z.int().min(1).max(200), category: z.enum(LINE_CATEGORIES) }))
    .max(60)
    .describe('What each line really is, by its position, whatever it is called'),
  quotes: words(600).describe('How the quotes compare with the request and with each other; empty if there are none'),
  recommended: z
    .array(z.strictObject({ role: z.enum(RECOMMENDABLE), reason: words(300) }))
    .max(RECOMMENDABLE.length)
    .describe('Roles that should approve, each once, with the reason; never a person'),
  policy: z.enum(POLICY_IDS).describe('The policy that you think applies'),
  anomalies: statedAnomalies.describe('Everything that a careful buyer would ask about; empty if nothing'),
  confidence: statedConfidence,
  summary: words(400).describe('What is asked for, and why the policy applies, in plain sentences'),
});
export type RequisitionAssessment = z.infer<typeof requisitionAssessmentSchema>;

/** The AI's role: classify, compare, recommend. Its answer can only add scrutiny; the approvers come from policy. */
export const requisitionAssessment: AssessmentTask<Requisition, unknown> = {
  toolName: 'assess_requisition',
  toolDescription: 'Records what one requisition asks for, how its quotes compare, and who might have to approve it.',
  purpose: 'assess-requisition',
  dataClasses: ['business-contact', 'requisition'],
  schema: requisitionAssessmentSchema,
  maxTokens: 4000,
  subject: assessmentSubject,
  judge: judgeRequisition,
};

/** A line that the model takes for something else, or does not speak of, is an anomaly, whether or not it names one. */
export function judgeRequisition(answer: unknown, document: Requisition): Judged {
  const { lines, anomalies } = requisitionAssessmentSchema.parse(answer);
  const named = new Set(anomalies.map(({ code }) => code));
  const differing = lines.filter(({ position, category }) => document.lines[position - 1]?.category !== category);
  const silent = document.lines.length - new Set(lines.map(({ position }) => position)).size;
  const found = [
    ...(differing.length > 0
      ? [{ code: 'category-differs', reason: `Lines taken for something else: ${positions(differing)}.` }]
      : []),
    ...(silent > 0 ? [{ code: 'line-not-judged', reason: `Of ${silent} lines nothing is said.` }] : []),
  ];
  return { faults: [], anomalies: found.filter(({ code }) => !named.has(code)) };
}

const positions = (lines: readonly { readonly position: number }[]) =>
  [...new Set(lines.map(({ position }) => position))].join(', ');

/** The roles that an assessment recommends, each once, to be held against those that policy asks; it never decides. */
export function recommendedRoles(assessment: unknown): string[] {
  const read = requisitionAssessmentSchema.pick({ recommended: true }).loose().safeParse(assessment);
  return read.success ? [...new Set(read.data.recommended.map(({ role }) => role))] : [];
}
