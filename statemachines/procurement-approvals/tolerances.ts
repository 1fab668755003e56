import type { OwnerFunction } from '../kernel/finding.ts';

/** One figure that a control measures by, with who answers for it. */
interface Figure<Value> {
  readonly value: Value;
  readonly unit: string;
  readonly owner: OwnerFunction;
  readonly why: string;
}

export const LIMITS = {
  /** So much of the past is asked for: orders and prices. */
  historyDays: { value: 365, unit: 'days', owner: 'process-owner', why: 'prices of a year, and all recent orders' },
  /** Nothing is ordered longer ahead than that. */
  aheadDays: { value: 365, unit: 'days', owner: 'process-owner', why: 'budgets are made for a year' },
  /** Prices paid from which on a product has a usual one. */
  historySize: { value: 3, unit: 'prices', owner: 'process-owner', why: 'a median of fewer says nothing' },
  /** More than the median of what was paid for one unit. */
  aboveHistory: { value: '10', unit: 'percent', owner: 'process-owner', why: 'below it, asking costs more' },
  /** More than a framework contract says: nothing. */
  aboveAgreed: { value: '0', unit: 'percent', owner: 'process-owner', why: 'a price that is agreed is agreed' },
  /** Net, from which on there must be competing quotes. */
  quotesFrom: { value: '5000', unit: 'group currency', owner: 'process-owner', why: 'the purchasing policy' },
  quotes: { value: 3, unit: 'independent vendors', owner: 'process-owner', why: 'the purchasing policy' },
  /** Orders within so many days may be one purchase in parts. */
  splitDays: { value: 14, unit: 'days', owner: 'security', why: 'the window of cumulative materiality' },
  /** Gross, at which somebody else decides, or more is asked for: under these a purchase is split. */
  splitAt: {
    value: ['1000', '5000', '50000', '250000'],
    unit: 'group currency',
    owner: 'security',
    why: 'the agent’s, the buyer’s, the procurement manager’s and the controller’s limits, and that of quotes',
  },
  /** Net of professional services from which on Legal is asked. */
  legalFrom: {
    value: '25000',
    unit: 'group currency',
    owner: 'process-owner',
    why: 'liability and intellectual property',
  },
  /** Net from which on two people of Legal are. */
  legalTwoFrom: {
    value: '100000',
    unit: 'group currency',
    owner: 'process-owner',
    why: 'no single person binds us for so much',
  },
  /** Age of an exchange rate that still goes without a word. */
  rateDays: { value: 35, unit: 'days', owner: 'finance-systems', why: 'rates are loaded monthly at least' },
} as const satisfies Record<string, Figure<number | string | readonly string[]>>;

/** All of them, to be signed. */
export const procurementTolerances = { limits: LIMITS };
