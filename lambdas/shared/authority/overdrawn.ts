import type { Draw } from '../../../statemachines/kernel/draw.ts';
import { leftFor } from '../../../statemachines/kernel/draw.ts';
import { formatAmount, type Money } from '../../../statemachines/kernel/money.ts';
import type { Commitments } from '../ports.ts';

/** Before every day: an account has no window. */
const EVER = '0000-01-01';

/** Where an account is counted: beside the groups, whose keys begin with a workflow's slug. */
export const accountKey = ({ account }: Pick<Draw, 'account'>) => `#account#${account}`;

/** An account of which not enough is left for a case. */
export interface Overdrawn {
  readonly account: string;
  readonly amount: Money;
  /** None where it can't be measured. */
  readonly left?: Money;
}

/**
 * The accounts of which not enough is left, by the facts and by what other cases have committed until now.
 * @throws CountersignError Transient
 */
export async function overdrawn(
  draws: readonly Draw[],
  caseId: string,
  commitments: Pick<Commitments, 'since'>,
): Promise<Overdrawn[]> {
  const found: Overdrawn[] = [];
  for (const draw of draws) {
    const { account, amount } = draw;
    const minor = leftFor(caseId, draw, await commitments.since(accountKey(draw), EVER));
    if (minor === undefined) found.push({ account, amount });
    else if (amount.minor > minor) found.push({ account, amount, left: { minor, currency: amount.currency } });
  }
  return found;
}

/** For people: the account, the amount, and what is left. */
export function whyOverdrawn({ account, amount, left }: Overdrawn): string {
  const asked = `${account}: ${formatAmount(amount)} ${amount.currency}`;
  return left ? `${asked}, and ${formatAmount(left)} is left` : `${asked}, and what is left can’t be measured in it`;
}
