import { sayAs } from '../../kernel/controls/say.ts';
import { Decimal, sum } from '../../kernel/decimal.ts';
import type { Finding } from '../../kernel/finding.ts';
import { inCurrency } from '../../kernel/rates.ts';
import { amountOf, leftOf, type Share, type Shares, sharesOf } from '../matching/budgets.ts';
import type { RequisitionCase, RequisitionControl } from '../requisition-case.ts';

const say = sayAs('budget');
const terms = ['costCentre', 'lines'];

/** The cost centre has a budget for each day, and enough is left of it, with what is in flight if that is all placed, too. */
export const budget: RequisitionControl = {
  id: 'budget',
  owner: 'finance-systems',
  find(of) {
    if (!of.facts.costCentre) return [];
    const shares = sharesOf(of);
    if (shares.kind !== 'known') return uncertain(shares, of);
    return shares.shares.flatMap((share) => enough(share, of));
  },
};

function uncertain(why: Exclude<Shares, { kind: 'known' }>, { document, today }: RequisitionCase): Finding[] {
  if (why.kind === 'no-budget') {
    const message = `The cost centre has no budget for ${why.day}: have one approved first.`;
    return [say.park({ code: 'BUDGET-NONE', message, terms, actual: why.day })];
  }
  if (why.kind === 'two-budgets') {
    const message = `The cost centre has several budgets for ${why.day}: finance says which one counts.`;
    return [say.park({ code: 'BUDGET-AMBIGUOUS', message, terms, actual: why.day })];
  }
  if (why.kind === 'no-rate') {
    const message = `There is no exchange rate of ${document.currency} to ${why.budget.currency} on ${today}: finance loads it.`;
    return [say.park({ code: 'BUDGET-RATE-MISSING', message, terms, actual: document.currency })];
  }
  // Of a tax that is not certain, and of an amount beyond measure, other controls speak.
  return [];
}

function enough(share: Share, of: RequisitionCase): Finding[] {
  const { name, currency, budgeted } = share.budget;
  const wanted = amountOf(share);
  const left = leftOf(share.budget, of.caseId);
  const said = { terms, actual: `${wanted.toFixed()} ${currency}` };
  if (wanted.greaterThan(left)) {
    const message = `The budget ${name} of ${budgeted} ${currency} has ${left.toFixed()} left: have it raised, or ask for less.`;
    return [say.park({ code: 'BUDGET-EXCEEDED', message, expected: left.toFixed(), ...said })];
  }
  const others = inFlight(share, of);
  const rest = others && left.minus(others);
  if (rest?.greaterThanOrEqualTo(wanted)) return [];
  const much = others ? `${others.toFixed()} ${currency} of it` : 'an amount that can’t be measured';
  const message = `The budget ${name} has ${left.toFixed()} left, but other requisitions ask for ${much}: decide which goes first.`;
  return [say.review({ code: 'BUDGET-CONTESTED', message, expected: rest?.toFixed(), ...said })];
}

/** What other requisitions in flight would take of it, those that name no budget of theirs too; nothing where a rate is missing. */
function inFlight({ budget: { id, currency, byCase } }: Share, { facts, today, caseId }: RequisitionCase) {
  const { costCentre, inFlight: open } = facts;
  const wanting = open.filter(
    (other) =>
      other.caseId !== caseId &&
      !byCase.some((taken) => taken.caseId === other.caseId && !new Decimal(taken.amount).isZero()) &&
      (other.budget === id || (other.budget === undefined && other.costCentre === costCentre?.id)),
  );
  const amounts = wanting.map((other) =>
    inCurrency({ amount: new Decimal(other.amount), currency: other.currency }, currency, today, facts),
  );
  const known = amounts.flatMap((amount) => amount ?? []);
  return known.length === amounts.length ? sum(known) : undefined;
}
