import { defineWorkflow } from '../kernel/define-workflow.ts';
import { changeAssessment } from './assessment.ts';
import { AGENTS_OWN, MASTER_DATA_CATEGORIES } from './categories.ts';
import { parseChangeRequest } from './change-request.ts';
import { changeRequested, masterDataOutcomes } from './contract.ts';
import { masterDataControls } from './controls/controls.ts';
import { partyFacts } from './facts.ts';
import { identifyChange } from './identify.ts';
import { proposeChange } from './proposal.ts';
import { partyQueryOf } from './query.ts';
import { masterDataReview } from './review.ts';
import { MASTER_DATA_SEGMENT } from './segment.ts';
import { masterDataTolerances } from './tolerances.ts';

const DAY = 86_400;

/** Changes of vendors and customers, from the system that owns a field to the ERP. */
export const masterData = defineWorkflow({
  slug: 'master-data',
  version: '1',
  title: 'Master-data stewardship',
  owners: {
    process: 'process-owner',
    intake: 'enterprise-architecture',
    ai: 'security',
    erp: 'finance-systems',
    operations: 'operations',
  },
  contracts: [changeRequested],
  outcomes: masterDataOutcomes,
  definition: new URL('./workflow.asl.json', import.meta.url),
  policy: new URL('./policy.cedar', import.meta.url),
  policySchema: new URL('./policy.cedarschema', import.meta.url),
  prompt: new URL('./prompt.md', import.meta.url),
  runbook: new URL('./RUNBOOK.md', import.meta.url),
  effects: [{ state: 'Change Party', command: 'change-party' }],
  serviceLevels: { straightThroughP95Ms: 60_000, failedExecutions: 0, oldestCommandSeconds: 900 },
  factsKind: 'party',
  factsSchema: partyFacts,
  assessment: changeAssessment,
  controls: masterDataControls,
  authority: {
    namespace: 'MasterData',
    resource: 'Change',
    roles: ['agent', 'steward', 'controller', 'cfo'],
    categories: MASTER_DATA_CATEGORIES,
    duty: 'master-approval',
    agentMayCommit: ({ category }) => AGENTS_OWN.includes(category),
  },
  tolerances: masterDataTolerances,
  review: masterDataReview,
  reviewSeconds: 24 * DAY,
  effectSeconds: 3 * DAY,
  parse: parseChangeRequest,
  identify: identifyChange,
  query: partyQueryOf,
  facets: ({ role, code, change: { field } }) => ({ role, code, field }),
  companyOf: () => MASTER_DATA_SEGMENT,
  propose: proposeChange,
});
