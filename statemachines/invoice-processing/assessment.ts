import { z } from 'zod';
import { type AssessmentTask, statedAnomalies, statedConfidence } from '../kernel/assessment.ts';
import { invoiceSubject } from './assessment-subject.ts';
import type { Invoice } from './invoice.ts';

export const DOCUMENT_TYPES = ['invoice', 'credit-note', 'prepayment', 'reminder', 'statement', 'other'] as const;

export const EXPENSE_CLASSES = [
  'goods',
  'equipment',
  'maintenance',
  'software',
  'telecommunications',
  'professional-services',
  'other-services',
  'freight',
  'energy',
  'rent',
  'travel',
  'marketing',
  'insurance',
  'other',
] as const;

/** What the model may say about an invoice, and nothing else: no amount, payee, account or date can be answered. */
export const invoiceAssessmentSchema = z.strictObject({
  documentType: z.enum(DOCUMENT_TYPES).describe('What the document really is, whatever it calls itself'),
  expenseClass: z.enum(EXPENSE_CLASSES).describe('The class that most of the net amount belongs to'),
  orderRelated: z.boolean().describe('Whether it bills something that was ordered by a purchase order'),
  anomalies: statedAnomalies.describe(
    'Everything that a careful accounts payable clerk would ask about; empty if nothing',
  ),
  confidence: statedConfidence,
  summary: z.string().max(400).describe('What is billed, in one or two plain sentences'),
});
export type InvoiceAssessment = z.infer<typeof invoiceAssessmentSchema>;

/** The AI's role: classify, flag, say how sure it is. Its answer can only add scrutiny. */
export const invoiceAssessment: AssessmentTask<Invoice, unknown> = {
  toolName: 'assess_invoice',
  toolDescription: 'Records the classification of one supplier invoice, its anomalies and the confidence in both.',
  purpose: 'assess-invoice',
  dataClasses: ['business-contact', 'invoice'],
  schema: invoiceAssessmentSchema,
  maxTokens: 1500,
  subject: invoiceSubject,
};
