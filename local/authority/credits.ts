import type { CreditCategory } from '../../statemachines/support-credits/categories.ts';

type Credits = Readonly<Partial<Record<CreditCategory, number>>>;

/** Thousands of EUR that each role may credit alone, by category; as the second of two, up to the role above. */
export const CREDITS = {
  agent: { credit: 0.5 },
  'support-lead': { credit: 1, goodwill: 0.25 },
  'finance-manager': { credit: 10, 'credit-strategic': 5, goodwill: 2, compensation: 2 },
  controller: {
    ...{ credit: 50, 'credit-strategic': 50, goodwill: 10, compensation: 10 },
    'credit-related-party': 5,
  },
  cfo: {
    ...{ credit: 1_000, 'credit-strategic': 1_000, goodwill: 250, compensation: 250 },
    'credit-related-party': 250,
  },
} as const satisfies Readonly<Record<string, Credits>>;

/** From here on two people, thousands of EUR. */
export const CREDITS_FOUR_EYES = {
  ...{ credit: 5, 'credit-strategic': 5, goodwill: 1, compensation: 1, 'credit-related-party': 0 },
} as const satisfies Credits;

/** Never the agent's, however little it is. */
export const CREDITS_OF_PEOPLE: readonly CreditCategory[] = [
  'credit-related-party',
  'compensation',
  'goodwill',
  'credit-strategic',
];
