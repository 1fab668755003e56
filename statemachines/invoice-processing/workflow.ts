import { defineWorkflow } from '../kernel/define-workflow.ts';
import { invoiceAdjustable } from './adjustable.ts';
import { invoiceAssessment } from './assessment.ts';
import { INVOICE_CATEGORIES } from './categories.ts';
import {
  invoiceCorrected,
  invoiceOutcomes,
  invoiceQuestionAnswered,
  invoiceReceived,
  invoiceWithdrawn,
} from './contract.ts';
import { invoiceControls } from './controls/controls.ts';
import { invoiceCompany, invoiceFacets } from './facets.ts';
import { invoiceFacts } from './facts.ts';
import { identifyInvoice } from './identify.ts';
import { proposeInvoice } from './proposal.ts';
import { invoiceQuery } from './query.ts';
import { invoiceReview } from './review.ts';
import { invoiceTolerances } from './tolerances.ts';
import { parseUbl } from './ubl/parse.ts';

const DAY = 86_400;

/** Supplier invoices and credit notes, from receipt to the posting in the ERP. */
export const invoiceProcessing = defineWorkflow({
  slug: 'invoice-processing',
  version: '1',
  title: 'Invoice processing',
  owners: {
    process: 'process-owner',
    intake: 'enterprise-architecture',
    ai: 'security',
    erp: 'finance-systems',
    operations: 'operations',
  },
  contracts: [invoiceReceived, invoiceCorrected, invoiceWithdrawn, invoiceQuestionAnswered],
  outcomes: invoiceOutcomes,
  definition: new URL('./workflow.asl.json', import.meta.url),
  policy: new URL('./policy.cedar', import.meta.url),
  policySchema: new URL('./policy.cedarschema', import.meta.url),
  prompt: new URL('./prompt.md', import.meta.url),
  runbook: new URL('./RUNBOOK.md', import.meta.url),
  effects: [{ state: 'Post Invoice', command: 'post-invoice' }],
  serviceLevels: { straightThroughP95Ms: 60_000, failedExecutions: 0, oldestCommandSeconds: 900 },
  factsKind: 'invoice',
  factsSchema: invoiceFacts,
  assessment: invoiceAssessment,
  controls: invoiceControls,
  authority: {
    namespace: 'InvoiceProcessing',
    resource: 'Invoice',
    roles: ['agent', 'clerk', 'ap-manager', 'controller', 'cfo'],
    categories: INVOICE_CATEGORIES,
    duty: 'invoice-approval',
    agentMayCommit: ({ category, matched, creditNote }) =>
      matched === true || (category === 'non-order' && creditNote === false),
  },
  tolerances: invoiceTolerances,
  review: invoiceReview,
  adjustments: invoiceAdjustable,
  reviewSeconds: 24 * DAY,
  effectSeconds: 3 * DAY,
  parse: parseUbl,
  identify: identifyInvoice,
  query: invoiceQuery,
  facets: invoiceFacets,
  companyOf: invoiceCompany,
  propose: proposeInvoice,
});
