import { defineWorkflow } from '../kernel/define-workflow.ts';
import { requisitionAssessment } from './assessment.ts';
import { PURCHASE_CATEGORIES } from './categories.ts';
import { CONSENT_ROLES } from './consents.ts';
import { procurementOutcomes, requisitionAmended, requisitionSubmitted, requisitionWithdrawn } from './contract.ts';
import { procurementControls } from './controls/controls.ts';
import { requisitionFacets } from './facets.ts';
import { requisitionFacts } from './facts.ts';
import { identifyRequisition } from './identify.ts';
import { PURCHASE_ROLES } from './policies.ts';
import { proposeOrder } from './proposal.ts';
import { requisitionQueryOf } from './query.ts';
import { parseRequisition } from './requisition.ts';
import { procurementReview } from './review.ts';
import { procurementTolerances } from './tolerances.ts';

const DAY = 86_400;

/** Requisitions, from whoever needs something to the purchase order in the ERP. */
export const procurementApprovals = defineWorkflow({
  slug: 'procurement-approvals',
  version: '1',
  title: 'Procurement approvals',
  owners: {
    process: 'process-owner',
    intake: 'enterprise-architecture',
    ai: 'security',
    erp: 'finance-systems',
    operations: 'operations',
  },
  contracts: [requisitionSubmitted, requisitionAmended, requisitionWithdrawn],
  outcomes: procurementOutcomes,
  definition: new URL('./workflow.asl.json', import.meta.url),
  policy: new URL('./policy.cedar', import.meta.url),
  policySchema: new URL('./policy.cedarschema', import.meta.url),
  prompt: new URL('./prompt.md', import.meta.url),
  runbook: new URL('./RUNBOOK.md', import.meta.url),
  effects: [{ state: 'Place Order', command: 'place-order' }],
  serviceLevels: { straightThroughP95Ms: 60_000, failedExecutions: 0, oldestCommandSeconds: 900 },
  factsKind: 'requisition',
  factsSchema: requisitionFacts,
  assessment: requisitionAssessment,
  controls: procurementControls,
  authority: {
    namespace: 'ProcurementApprovals',
    resource: 'Requisition',
    roles: PURCHASE_ROLES,
    consents: CONSENT_ROLES,
    categories: PURCHASE_CATEGORIES,
    duty: 'order-approval',
    agentMayCommit: ({ category, agreed }) => category === 'purchase' && agreed === true,
  },
  tolerances: procurementTolerances,
  review: procurementReview,
  reviewSeconds: 24 * DAY,
  effectSeconds: 3 * DAY,
  parse: parseRequisition,
  identify: identifyRequisition,
  query: requisitionQueryOf,
  facets: requisitionFacets,
  companyOf: (_, { company }) => company?.code,
  propose: proposeOrder,
});
