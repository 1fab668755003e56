import type { Rule } from '../../../../../lambdas/shared/authority/proof/failure.ts';
import { all, type Change, plusPolicy, policy, withoutPolicy } from './sound-set.ts';

type BadSet = readonly [what: string, caughtBy: Rule, change: Change];

const AGENT = 'principal == Countersign::Role::"agent"';
const COMMIT = 'action == InvoiceProcessing::Action::"commit"';

const CONSENT = 'action == InvoiceProcessing::Action::"consent"';

/** One policy changed, lost or added. */
export const BAD_POLICIES: readonly BadSet[] = [
  [
    'the agent goes before consents',
    'agent-stays-in-bounds',
    withoutPolicy('agent-never-consents-nor-goes-before-consents'),
  ],
  [
    'the agent consents',
    'agent-stays-in-bounds',
    all(
      withoutPolicy('agent-never-consents-nor-goes-before-consents'),
      plusPolicy(`permit (${AGENT}, ${CONSENT}, resource);`),
      plusPolicy(`forbid (${AGENT}, ${COMMIT}, resource) when { context.consents };`, 'before'),
    ),
  ],
  ['nobody consents', 'consents-are-by-role', withoutPolicy('notary-consents')],
  [
    'everybody consents',
    'consents-are-by-role',
    policy('notary-consents', 'principal in Countersign::Role::"notary"', 'principal'),
  ],
  [
    'a consent by the amount',
    'consents-are-by-role',
    policy('notary-consents', 'resource)', 'resource) when { resource.together < 500 }'),
  ],
  [
    'a consent by the assessment',
    'consents-are-by-role',
    policy('notary-consents', 'resource)', 'resource) when { context.assessed }'),
  ],
  [
    'a consent by anomalies',
    'consents-are-by-role',
    policy('notary-consents', 'resource)', 'resource) when { context.anomalies == 0 }'),
  ],
  ['segregation of duties is lost', 'nobody-approves-their-own', withoutPolicy('segregation-of-duties')],
  ['segregation of duties, inverted', 'somebody-can-decide', policy('segregation-of-duties', 'unless', 'when')],
  ['a stop does not bind the agent', 'agent-stays-in-bounds', withoutPolicy('agent-commits-nothing-while-stopped')],
  ['a stop, inverted', 'agent-has-its-authority', policy('agent-commits-nothing-while-stopped', 'when', 'unless')],
  [
    'the assessment does not matter',
    'agent-stays-in-bounds',
    withoutPolicy('agent-needs-confident-assessment-without-anomalies'),
  ],
  [
    'an assessment that is just confident enough is not',
    'agent-has-its-authority',
    policy('agent-needs-confident-assessment-without-anomalies', 'greaterThanOrEqual', 'greaterThan'),
  ],
  [
    'anomalies do not matter',
    'agent-stays-in-bounds',
    policy('agent-needs-confident-assessment-without-anomalies', 'context.anomalies == 0', 'context.anomalies >= 0'),
  ],
  ['the autonomy level does not matter', 'agent-stays-in-bounds', withoutPolicy('agent-needs-autonomy')],
  ['cosign is as good as auto', 'agent-stays-in-bounds', policy('agent-needs-autonomy', '== "auto"', '!= "suggest"')],
  ['the cap is not included', 'agent-has-its-authority', policy('agent-needs-autonomy', '<=', '<')],
  [
    'the cap does not matter',
    'agent-stays-in-bounds',
    policy('agent-needs-autonomy', '<= context.cap.threshold', '>= 0'),
  ],
  ['materiality does not matter', 'agent-stays-in-bounds', withoutPolicy('agent-stays-below-materiality')],
  ['materiality, inverted', 'agent-has-its-authority', policy('agent-stays-below-materiality', 'unless', 'when')],
  [
    'what is just material is not',
    'agent-stays-in-bounds',
    policy('agent-stays-below-materiality', 'measured <', 'measured <='),
  ],
  [
    'the sum is not material',
    'agent-stays-in-bounds',
    policy('agent-stays-below-materiality', 'context.materialTogether.measured <', 'context.materialAmount.measured <'),
  ],
  [
    'no kind is material',
    'agent-stays-in-bounds',
    policy('agent-stays-below-materiality', '!context.materialKinds.contains(resource.category)', 'true'),
  ],
  ['the agent stands for two', 'agent-stays-in-bounds', withoutPolicy('agent-never-stands-for-two')],
  ['findings do not bind the agent', 'agent-stays-in-bounds', withoutPolicy('agent-needs-clean-controls')],
  [
    'the agent commits what is not matched',
    'agent-stays-in-bounds',
    policy('agent-posts-matched-invoice', 'resource.matched && ', ''),
  ],
  [
    'the agent has no limit',
    'agent-stays-in-bounds',
    policy('agent-posts-matched-invoice', '&& resource.together <= principal.limit', ''),
  ],
  [
    'the agent’s limit is for the single case',
    'agent-stays-in-bounds',
    policy('agent-posts-matched-invoice', 'resource.together', 'resource.exposure'),
  ],
  [
    'the agent commits credit notes without an order',
    'agent-stays-in-bounds',
    policy('agent-posts-small-non-order-invoice', '&& !resource.creditNote', ''),
  ],
  ['the agent’s permit is lost', 'agent-has-its-authority', withoutPolicy('agent-posts-matched-invoice')],
  [
    'a permit for people without their rank',
    'agent-stays-in-bounds',
    policy('person-approves-within-limit', 'principal.rank > 0 &&', ''),
  ],
  [
    '>= instead of > for the rank',
    'agent-stays-in-bounds',
    policy('person-approves-within-limit', 'rank > 0', 'rank >= 0'),
  ],
  [
    'the agent is the second',
    'agent-stays-in-bounds',
    policy('person-seconds-within-limit', 'principal.rank > 0 && resource.together <= principal.second', 'true'),
  ],
  ['the limit is not included', 'limit-is-included', policy('person-approves-within-limit', '<=', '<')],
  [
    'one minor unit more',
    'limit-is-the-end',
    policy('person-approves-within-limit', 'principal.limit', 'principal.limit + 1'),
  ],
  [
    'the limit is for the single case',
    'parts-count-as-whole',
    policy('person-approves-within-limit', 'resource.together', 'resource.exposure'),
  ],
  [
    'the second has the limit alone',
    'limit-is-included',
    policy('person-seconds-within-limit', 'principal.second', 'principal.limit'),
  ],
  ['nobody is a second', 'limit-is-included', withoutPolicy('person-seconds-within-limit')],
  [
    'a gap below an amount',
    'less-stays-permitted',
    policy('person-approves-within-limit', 'principal.rank > 0', 'principal.rank > 0 && resource.together >= 5000'),
  ],
  [
    'a gap between two amounts',
    'somebody-can-decide',
    plusPolicy(
      `forbid (principal, ${COMMIT}, resource) when { resource.together > 700000 && resource.together < 900000 };`,
    ),
  ],
  [
    'the highest role is barred',
    'escalation-goes-up',
    plusPolicy('forbid (principal, action, resource) when { principal.rank == 4 };'),
  ],
  [
    'a finding lifts the limit',
    'limit-is-the-end',
    plusPolicy(
      `permit (principal, ${COMMIT}, resource) when { principal.rank > 1 && resource.blocking.contains("VENDOR-ON-HOLD") };`,
    ),
  ],
  [
    'nobody may approve in spite of a finding',
    'somebody-can-decide',
    policy('findings-that-block-payment-need-ap-manager', 'rank < 2', 'rank < 9'),
  ],
  [
    'an attribute lifts the limit',
    'limit-is-the-end',
    plusPolicy(`permit (principal, ${COMMIT}, resource) when { principal.rank > 0 && resource.creditNote };`),
  ],
  [
    'a person as such has no limit',
    'limit-is-the-end',
    plusPolicy(`permit (principal is Countersign::Person, ${COMMIT}, resource);`),
  ],
  [
    'people as such are barred',
    'somebody-can-decide',
    plusPolicy('forbid (principal is Countersign::Person, action, resource);'),
  ],
  [
    'an amount in a policy for the agent',
    'agent-stays-in-bounds',
    plusPolicy(`permit (${AGENT}, action, resource) when { resource.together <= 4000000 };`),
  ],
];

/** What the manifest says of the agent, changed. */
export const BAD_MANIFESTS: readonly BadSet[] = [
  ['the manifest lets the agent do less', 'agent-stays-in-bounds', (set) => ({ ...set, agentMayCommit: () => false })],
  ['the manifest lets the agent do more', 'agent-has-its-authority', (set) => ({ ...set, agentMayCommit: () => true })],
  [
    'policy looks at what can’t be tried out',
    'circumstances-are-known',
    (set) => ({
      ...set,
      policies: {
        ...set.policies,
        schema: set.policies.schema.replace('matched: Bool', 'matched: Bool, tags: Set<String>'),
      },
    }),
  ],
];
export type { BadSet };
