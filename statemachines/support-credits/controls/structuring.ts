import { sayAs } from '../../kernel/controls/say.ts';
import { Decimal } from '../../kernel/decimal.ts';
import { inGroup } from '../../kernel/rates.ts';
import { dueOf } from '../amounts/requested.ts';
import type { CreditControl } from '../credit-case.ts';
import { othersOf } from '../others.ts';
import { LIMITS } from '../tolerances.ts';
import { isRecent } from '../window.ts';

const say = sayAs('structuring');

/** Many credits just below what goes through by itself, for one customer or by one agent. */
export const structuring: CreditControl = {
  id: 'structuring',
  owner: 'security',
  find(of) {
    const { document, facts, today } = of;
    const { routineLimit, justBelow, structured } = LIMITS;
    const [most, least] = [
      new Decimal(routineLimit.value),
      new Decimal(routineLimit.value).times(justBelow.value).div(100),
    ];
    const isJustBelow = (net: Decimal | string, currency: string) => {
      const amount = inGroup(net, currency, today, facts);
      return amount?.greaterThanOrEqualTo(least) === true && amount.lessThanOrEqualTo(most);
    };
    const { amount: claimed, currency } = document.claimed;
    if (!isJustBelow(dueOf(of) ?? claimed, currency)) return [];
    const agent = document.agent.toLowerCase();
    const alike = othersOf(of).filter(
      (other) =>
        (other.customer === facts.customer?.id || other.agent === agent) &&
        isRecent(other.date, today) &&
        isJustBelow(other.net, other.currency),
    );
    if (alike.length + 1 < structured.value) return [];
    const message = `${alike.length + 1} credits just below ${routineLimit.value} ${facts.groupCurrency}, for this customer or by this agent: they may be one credit in parts.`;
    const expected = `fewer than ${structured.value}`;
    return [
      say.review({
        code: 'STRUCTURING',
        message,
        terms: ['claimed.amount', 'agent'],
        expected,
        actual: `${alike.length + 1}`,
      }),
    ];
  },
};
