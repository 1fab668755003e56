import { ANY_COMPANY, type LimitRow } from '../../statemachines/kernel/authority/role.ts';
import { CHANGES, CHANGES_FOUR_EYES, CHANGES_OF_PEOPLE } from './changes.ts';
import { CREDITS, CREDITS_FOUR_EYES, CREDITS_OF_PEOPLE } from './credits.ts';
import { PURCHASE_SPECIALISTS, PURCHASES, PURCHASES_FOUR_EYES, PURCHASES_OF_PEOPLE } from './purchases.ts';

type Amounts = Readonly<Record<string, number>>;
const k = (thousands: number) => Math.round(thousands * 100_000);

/** Thousands of EUR that each role may commit alone, by category of document; what is not here is not its to commit. */
const ALONE = {
  agent: { order: 25, 'non-order': 0.5, ...PURCHASES.agent, ...CREDITS.agent },
  clerk: { order: 10, 'non-order': 1 },
  buyer: PURCHASES.buyer,
  'procurement-manager': PURCHASES['procurement-manager'],
  'support-lead': CREDITS['support-lead'],
  'finance-manager': CREDITS['finance-manager'],
  'ap-manager': {
    order: 50,
    'non-order': 10,
    prepayment: 5,
    capex: 10,
    intercompany: 25,
    'one-time-vendor': 1,
    reversal: 50,
  },
  controller: {
    ...{ order: 250, 'non-order': 50, prepayment: 50, capex: 100, intercompany: 250 },
    ...{ 'one-time-vendor': 10, 'related-party': 10, 'legal-settlement': 10, reversal: 250 },
    ...PURCHASES.controller,
    ...CREDITS.controller,
  },
  cfo: {
    ...{ order: 5_000, 'non-order': 1_000, prepayment: 1_000, capex: 5_000, intercompany: 5_000 },
    ...{ 'one-time-vendor': 100, 'related-party': 1_000, 'legal-settlement': 1_000, reversal: 5_000 },
    ...PURCHASES.cfo,
    ...CREDITS.cfo,
  },
} as const satisfies Readonly<Record<string, Amounts>>;

/** As the second of two, a role goes further than alone: up to the limit of the role above it. */
const ABOVE: Readonly<Record<string, keyof typeof ALONE>> = {
  clerk: 'ap-manager',
  buyer: 'procurement-manager',
  'procurement-manager': 'controller',
  'support-lead': 'finance-manager',
  'finance-manager': 'controller',
  'ap-manager': 'controller',
  controller: 'cfo',
};

/** Ranks of all sample roles; a workflow has one role of each rank at most. */
const RANKS = {
  agent: 0,
  ...{ clerk: 1, steward: 1, buyer: 1, 'support-lead': 1 },
  ...{ 'ap-manager': 2, 'procurement-manager': 2, 'finance-manager': 2 },
  ...{ controller: 3, cfo: 4 },
} as const;
type RoleId = keyof typeof RANKS;
const inMinor = (amounts: Amounts, rate = 1) =>
  Object.fromEntries(Object.entries(amounts).map(([category, thousands]) => [category, k(thousands * rate)]));

/** Rows in euros for every company, and in pounds for the British one. */
function rowsOf(id: RoleId): LimitRow[] {
  const above = ABOVE[id];
  const { alone = {}, second = {} } = CHANGES[id] ?? {};
  const documents: Readonly<Partial<Record<RoleId, Amounts>>> = ALONE;
  const row = (company: string, currency: string, rate: number) => ({
    ...{ company, currency, alone: { ...inMinor(documents[id] ?? {}, rate), ...alone } },
    second: { ...(above ? inMinor(ALONE[above], rate) : {}), ...second },
  });
  return [row(ANY_COMPANY, 'EUR', 1), row('MSL', 'GBP', 0.8)];
}

/** The sample delegation of authority, least role first, and the roles that only consent. */
export const SAMPLE_ROLES = [
  ...(Object.keys(RANKS) as RoleId[]).map((id) => ({ id, rank: RANKS[id], limits: rowsOf(id) })),
  ...PURCHASE_SPECIALISTS,
];

/** From here on two people, thousands of EUR. */
export const SAMPLE_FOUR_EYES = {
  ...inMinor({
    ...{ order: 50, 'non-order': 10, prepayment: 10, capex: 50, intercompany: 100 },
    ...{ 'one-time-vendor': 5, 'related-party': 5, 'legal-settlement': 5, reversal: 50 },
    ...PURCHASES_FOUR_EYES,
    ...CREDITS_FOUR_EYES,
  }),
  ...CHANGES_FOUR_EYES,
};

export const SAMPLE_MATERIALITY = {
  currency: 'EUR',
  amount: k(50),
  cumulative: { amount: k(100), windowDays: 14 },
  kinds: [
    'intercompany',
    'related-party',
    'legal-settlement',
    'one-time-vendor',
    'prepayment',
    'capex',
    ...CHANGES_OF_PEOPLE,
    ...PURCHASES_OF_PEOPLE,
    ...CREDITS_OF_PEOPLE,
  ],
};
