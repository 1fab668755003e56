import type { Measure } from '../kernel/authority/measure.ts';
import { Decimal } from '../kernel/decimal.ts';
import { inEveryCurrency } from '../kernel/rates.ts';
import { categoryOf } from './categories.ts';
import type { CreditCase } from './credit-case.ts';
import type { CreditFacts } from './facts.ts';
import { othersOf } from './others.ts';

type Customer = NonNullable<CreditFacts['customer']>;

/** By what authority over a credit is measured: its gross amount without sign, with all other credits of its customer. */
export function measureOf(of: CreditCase, customer: Customer, gross: Decimal, currency: string): Measure {
  const { facts, today } = of;
  return {
    category: categoryOf(of),
    exposures: inEveryCurrency({ amount: gross, currency }, today, facts),
    group: `customer ${customer.id}`,
    adds: true,
    earlier: othersOf(of)
      .filter((other) => other.customer === customer.id)
      .map(({ caseId, date, gross: amount, currency: own }) => ({
        ...(caseId !== undefined && { caseId }),
        date,
        exposures: inEveryCurrency({ amount: new Decimal(amount), currency: own }, today, facts),
      })),
  };
}
