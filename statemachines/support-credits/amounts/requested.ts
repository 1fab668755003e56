import { Decimal, sum } from '../../kernel/decimal.ts';
import { type Chosen, chosenOf } from '../chosen.ts';
import type { Claimed } from '../credit-case.ts';
import { uncreditedNet } from './allocate.ts';
import { serviceLevelOf } from './service-level.ts';

/**
 * Net that is to be credited: for a service level what contract and service data make, for everything else what is
 * claimed. `undefined` where that can't be told, comes to nothing, or is more than the chosen lines leave (a finding says so).
 */
export function amountOf(of: Claimed): Decimal | undefined {
  const chosen = chosenOf(of);
  const amount = dueOf(of);
  if (!chosen || !amount || amount.isZero()) return undefined;
  return amount.greaterThan(leftOf(chosen)) ? undefined : amount;
}

/** Before it is bounded by what is left. */
export function dueOf(of: Claimed): Decimal | undefined {
  if (of.document.reason === 'service-level') return serviceLevelOf(of)?.due;
  return new Decimal(of.document.claimed.amount);
}

/** Net that the chosen lines leave to be credited, and never more than the invoice leaves as a whole. */
export function leftOf({ invoice, lines }: Chosen): Decimal {
  const whole = sum(invoice.lines.map(({ net, credited }) => new Decimal(net).minus(credited.net)));
  return Decimal.max(0, Decimal.min(uncreditedNet(lines), whole));
}
