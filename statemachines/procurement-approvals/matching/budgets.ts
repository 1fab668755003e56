import { Decimal, sum } from '../../kernel/decimal.ts';
import { formatAmount, type Money } from '../../kernel/money.ts';
import { inCurrency, upwards } from '../../kernel/rates.ts';
import type { Budget, RequisitionFacts } from '../facts.ts';
import type { RequisitionCase } from '../requisition-case.ts';
import { costOf } from './lines.ts';

/** What a requisition takes of one budget. */
export interface Share {
  readonly budget: Budget;
  /** In the budget's currency, rounded up. */
  readonly amount: Money;
}

/** What it takes of each budget, or the first reason why that is not certain. */
export type Shares =
  | { readonly kind: 'known'; readonly shares: readonly Share[] }
  | { readonly kind: 'no-budget' | 'two-budgets'; readonly day: string }
  | { readonly kind: 'no-rate' | 'too-large'; readonly budget: Budget }
  | { readonly kind: 'no-tax' };

export const budgetsOn = (day: string, { budgets }: RequisitionFacts): readonly Budget[] =>
  budgets.filter(({ start, end }) => start <= day && day <= end);

/**
 * Each line draws on the budget of the day on which it is wanted: net and unrecoverable tax, by the rate of the decision's
 * day. Each is rounded up for itself, so that the ERP, which rounds each line, never finds more than was granted.
 */
export function sharesOf({ document, facts, today }: RequisitionCase): Shares {
  const { currency } = document;
  const taken = new Map<Budget, number>();
  for (const line of document.lines) {
    const [budget, ...more] = budgetsOn(line.wantedBy, facts);
    if (!budget || more.length > 0) return { kind: budget ? 'two-budgets' : 'no-budget', day: line.wantedBy };
    const cost = costOf(line, currency, facts);
    if (!cost) return { kind: 'no-tax' };
    const exact = inCurrency({ amount: cost, currency }, budget.currency, today, facts);
    if (!exact) return { kind: 'no-rate', budget };
    const sum = (taken.get(budget) ?? 0) + (upwards(exact, budget.currency)?.minor ?? Number.POSITIVE_INFINITY);
    if (!Number.isSafeInteger(sum)) return { kind: 'too-large', budget };
    taken.set(budget, sum);
  }
  const shares = [...taken].map(([budget, minor]) => ({ budget, amount: { minor, currency: budget.currency } }));
  return { kind: 'known', shares };
}

export const amountOf = ({ amount }: Pick<Share, 'amount'>): Decimal => new Decimal(formatAmount(amount));

/** What of a budget is left for a case: what its own order has taken already counts once. */
export function leftOf({ budgeted, actual, committed, byCase }: Budget, caseId: string): Decimal {
  const own = byCase.filter((taken) => taken.caseId === caseId).map(({ amount }) => amount);
  return new Decimal(budgeted).minus(actual).minus(committed).plus(sum(own));
}
