import { Decimal, sum } from '../../kernel/decimal.ts';
import type { Draw } from '../../kernel/draw.ts';
import { caseId as isCaseId } from '../../kernel/ids.ts';
import { type Money, minorDigits, toMoney } from '../../kernel/money.ts';
import type { Budget } from '../facts.ts';
import type { RequisitionCase } from '../requisition-case.ts';
import { sharesOf } from './budgets.ts';

/**
 * What the requisition takes of each budget. The ceiling is what is budgeted less all that others than our cases have
 * taken: budgeted − (actual + committed − Σ of our cases). What stands with an order in the ERP and is no case id is not ours.
 * None while a budget, tax or rate is not certain.
 */
export function drawsOf(of: RequisitionCase): readonly Draw[] {
  const shares = sharesOf(of);
  if (shares.kind !== 'known') return [];
  return shares.shares.map(({ budget, amount }) => ({
    account: `budget ${budget.id}`,
    amount,
    ceiling: ceilingOf(budget),
    readAt: of.facts.readAt,
    known: oursOf(budget).map(({ caseId, amount: taken }) => ({
      caseId,
      // What was credited beyond it gives nothing back to others.
      minor: Math.max(0, toMoney(taken, budget.currency).minor),
    })),
  }));
}

const oursOf = ({ byCase }: Budget) => byCase.filter(({ caseId }) => isCaseId.safeParse(caseId).success);

/** Rounded down. */
function ceilingOf(budget: Budget): Money {
  const { budgeted, actual, committed, currency } = budget;
  const ours = sum(oursOf(budget).map(({ amount }) => amount));
  const exact = new Decimal(budgeted).minus(new Decimal(actual).plus(committed).minus(ours));
  const minor = exact
    .times(new Decimal(10).pow(minorDigits(currency)))
    .floor()
    .toNumber();
  return { minor: minor === 0 ? 0 : minor, currency };
}
