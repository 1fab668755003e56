import { z } from 'zod';
import { type AssessmentTask, assessmentCore, statedConfidence } from '../kernel/assessment.ts';
import type { ReversalRequest } from '../kernel/reversal.ts';
import type { PostedDocumentFacts } from './facts.ts';

/** What the model may say about a reversal: a summary for whoever decides, and what is odd. */
export const reversalAssessmentSchema = z.strictObject({
  anomalies: assessmentCore.shape.anomalies.describe(
    'Everything that a careful accountant would ask about; empty if nothing',
  ),
  confidence: statedConfidence,
  summary: z.string().max(400).describe('What is reversed and why, in one or two plain sentences'),
});

/** It only sums up for the person who decides: no reversal is ever the agent's to commit. */
export const reversalAssessment: AssessmentTask<ReversalRequest, PostedDocumentFacts> = {
  toolName: 'assess_reversal',
  toolDescription: 'Records a summary of one reversal that somebody asks for, and what is odd about it.',
  purpose: 'assess-reversal',
  dataClasses: ['business-contact', 'invoice'],
  schema: reversalAssessmentSchema,
  maxTokens: 800,
  subject: ({ reverses, reason, serial }, { document, periods }) => ({
    ...{ reason, serial, command: reverses.command, posted: reverses.document },
    now: document
      ? {
          ...{ kind: document.kind, state: document.state, date: document.date, open: document.payable },
          ...{ cancelled: document.cancelled, credits: document.creditedBy.length, vendor: document.vendor.name },
        }
      : null,
    openPeriods: periods.filter(({ open }) => open).length,
  }),
};
