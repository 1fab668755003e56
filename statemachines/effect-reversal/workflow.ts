import { defineWorkflow } from '../kernel/define-workflow.ts';
import { reversalAssessment } from './assessment.ts';
import { reversalContracts, reversalOutcomes } from './contract.ts';
import { reversalControls } from './controls/controls.ts';
import { postedDocumentFacts } from './facts.ts';
import { identifyRequest, parseRequest } from './parse-request.ts';
import { proposeReversal, REVERSAL_CATEGORY } from './proposal.ts';
import { reversalReview } from './review.ts';

const DAY = 86_400;

/** Effects that people ask to be taken back in the ERP, each as a case of its own. */
export const effectReversal = defineWorkflow({
  slug: 'effect-reversal',
  version: '1',
  title: 'Reversal of an effect',
  owners: {
    process: 'process-owner',
    intake: 'enterprise-architecture',
    ai: 'security',
    erp: 'finance-systems',
    operations: 'operations',
  },
  contracts: reversalContracts,
  outcomes: reversalOutcomes,
  definition: new URL('./workflow.asl.json', import.meta.url),
  policy: new URL('./policy.cedar', import.meta.url),
  policySchema: new URL('./policy.cedarschema', import.meta.url),
  prompt: new URL('./prompt.md', import.meta.url),
  runbook: new URL('./RUNBOOK.md', import.meta.url),
  effects: [{ state: 'Reverse Effect', command: 'reverse-invoice' }],
  serviceLevels: { straightThroughP95Ms: 60_000, failedExecutions: 0, oldestCommandSeconds: 900 },
  factsKind: 'posted-document',
  factsSchema: postedDocumentFacts,
  assessment: reversalAssessment,
  controls: reversalControls,
  byHand: ['PAID', 'ADVANCES-APPLIED', 'ALREADY-CANCELLED', 'ALREADY-CREDITED', 'COMPENSATION-UNKNOWN'],
  authority: {
    namespace: 'EffectReversal',
    resource: 'Reversal',
    roles: ['agent', 'clerk', 'ap-manager', 'controller', 'cfo'],
    categories: [REVERSAL_CATEGORY],
    duty: 'reversal-approval',
    agentMayCommit: () => false,
  },
  /** Nothing may deviate: what is reversed is what was confirmed. */
  tolerances: {},
  review: reversalReview,
  reviewSeconds: 24 * DAY,
  effectSeconds: 3 * DAY,
  parse: parseRequest,
  identify: identifyRequest,
  query: ({ company, reverses }) => ({
    company: company.code,
    document: reverses.document.id,
    key: reverses.key,
  }),
  /** Of the ERP's company, as every workflow says it: by it, cases of one company know each other. */
  facets: ({ reverses }, { company }) => ({
    ...(company && { company: company.id }),
    key: reverses.key,
    document: reverses.document.id,
  }),
  companyOf: ({ company }) => company.code,
  propose: proposeReversal,
});
