import type { PurchaseCategory } from '../../statemachines/procurement-approvals/categories.ts';
import { CONSENT_ROLES } from '../../statemachines/procurement-approvals/consents.ts';

type Purchases = Readonly<Partial<Record<PurchaseCategory, number>>>;

/** Thousands of EUR for which each role may order alone, by category; as the second of two, up to the role above. */
export const PURCHASES = {
  agent: { purchase: 1 },
  buyer: { purchase: 5, 'purchase-it': 2, 'purchase-services': 2 },
  'procurement-manager': {
    ...{ purchase: 50, 'purchase-it': 25, 'purchase-services': 25 },
    'purchase-related-party': 5,
  },
  controller: { purchase: 250, 'purchase-it': 100, 'purchase-services': 100, 'purchase-related-party': 50 },
  cfo: { purchase: 5_000, 'purchase-it': 5_000, 'purchase-services': 5_000, 'purchase-related-party': 1_000 },
} as const satisfies Readonly<Record<string, Purchases>>;

/** From here on two people, thousands of EUR. */
export const PURCHASES_FOUR_EYES = {
  ...{ purchase: 50, 'purchase-it': 25, 'purchase-services': 25, 'purchase-related-party': 5 },
} as const satisfies Purchases;

/** Never the agent's, however little it is. */
export const PURCHASES_OF_PEOPLE: readonly PurchaseCategory[] = [
  'purchase-it',
  'purchase-services',
  'purchase-related-party',
];

/** Roles that consent to a purchase: they have no limits. */
export const PURCHASE_SPECIALISTS = CONSENT_ROLES.map((id) => ({ id, rank: 1, limits: [] }));
