/** Ids of this workflow's policies, as `policy.cedar` has them, which the model may name; no more than a name. */
export const POLICY_IDS = [
  'agent-orders-at-agreed-prices',
  'person-approves-within-limit',
  'person-seconds-within-limit',
  'specialist-consents',
  'doubts-need-a-procurement-manager',
  'what-others-consent-to-is-never-the-agents',
] as const;

/** Roles that may commit an order, the least first. */
export const PURCHASE_ROLES = ['agent', 'buyer', 'procurement-manager', 'controller', 'cfo'] as const;
