import { defineWorkflow } from '../kernel/define-workflow.ts';
import { creditAssessment } from './assessment.ts';
import { CREDIT_CATEGORIES } from './categories.ts';
import { parseClaim } from './claim.ts';
import { creditOutcomes, creditRequested, creditWithdrawn } from './contract.ts';
import { creditControls } from './controls/controls.ts';
import { claimFacets } from './facets.ts';
import { creditFacts } from './facts.ts';
import { identifyClaim } from './identify.ts';
import { proposeCredit } from './proposal.ts';
import { creditQueryOf } from './query.ts';
import { creditReview } from './review.ts';
import { creditTolerances } from './tolerances.ts';

const DAY = 86_400;

/** Credits of customers, from the support platform to the ERP. */
export const supportCredits = defineWorkflow({
  slug: 'support-credits',
  version: '1',
  title: 'Support credits',
  owners: {
    process: 'process-owner',
    intake: 'enterprise-architecture',
    ai: 'security',
    erp: 'finance-systems',
    operations: 'operations',
  },
  contracts: [creditRequested, creditWithdrawn],
  outcomes: creditOutcomes,
  definition: new URL('./workflow.asl.json', import.meta.url),
  policy: new URL('./policy.cedar', import.meta.url),
  policySchema: new URL('./policy.cedarschema', import.meta.url),
  prompt: new URL('./prompt.md', import.meta.url),
  runbook: new URL('./RUNBOOK.md', import.meta.url),
  effects: [{ state: 'Post Credit', command: 'post-credit' }],
  serviceLevels: { straightThroughP95Ms: 60_000, failedExecutions: 0, oldestCommandSeconds: 900 },
  factsKind: 'customer-credit',
  factsSchema: creditFacts,
  assessment: creditAssessment,
  controls: creditControls,
  byHand: ['SEVERAL-TAXES'],
  authority: {
    namespace: 'SupportCredits',
    resource: 'Credit',
    roles: ['agent', 'support-lead', 'finance-manager', 'controller', 'cfo'],
    categories: CREDIT_CATEGORIES,
    duty: 'credit-approval',
    agentMayCommit: ({ category, serviceLevel, asClaimed }) =>
      category === 'credit' && serviceLevel === true && asClaimed === true,
  },
  tolerances: creditTolerances,
  review: creditReview,
  reviewSeconds: 24 * DAY,
  effectSeconds: 3 * DAY,
  parse: parseClaim,
  identify: identifyClaim,
  query: creditQueryOf,
  facets: claimFacets,
  companyOf: (_, { company }) => company?.code,
  propose: proposeCredit,
});
