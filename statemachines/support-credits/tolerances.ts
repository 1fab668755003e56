import type { OwnerFunction } from '../kernel/finding.ts';

interface Figure {
  readonly value: number | string;
  readonly unit: string;
  readonly owner: OwnerFunction;
  readonly why: string;
}

/** How long before the incident credits are looked at. */
export const HISTORY_DAYS = {
  value: 366,
  unit: 'days',
  owner: 'process-owner',
  why: 'the credits of twelve months',
} as const satisfies Figure;

export const LIMITS = {
  /** What is added up to see a pattern; authority has its own window. */
  windowDays: { value: 30, unit: 'days', owner: 'process-owner', why: 'credits of a service come monthly' },
  /** More than this for one customer within the window is no routine. */
  customerSum: {
    value: '2500.00',
    unit: 'group currency, net',
    owner: 'process-owner',
    why: 'a customer with so many credits needs a talk, not a credit',
  },
  /** More than this asked for by one agent for one customer, and by open claims for any, within the window. */
  agentSum: {
    value: '2500.00',
    unit: 'group currency, net',
    owner: 'security',
    why: 'five times what an agent’s claims usually come to',
  },
  /** What goes through without a person in most companies: amounts just below it are what structuring makes. */
  routineLimit: { value: '500.00', unit: 'group currency, net', owner: 'security', why: 'the AI agent’s row' },
  /** From this share of it an amount is just below it. */
  justBelow: { value: '80', unit: 'percent of routineLimit', owner: 'security', why: 'round sums below the limit' },
  /** So many just below it within the window, this one among them, are a pattern. */
  structured: { value: 3, unit: 'credits', owner: 'security', why: 'two may be chance' },
} as const satisfies Record<string, Figure>;

/** All that the controls measure by, to be signed. */
export const creditTolerances = { historyDays: HISTORY_DAYS, limits: LIMITS };
