import { sayAs } from '../../kernel/controls/say.ts';
import { Decimal, sum } from '../../kernel/decimal.ts';
import { inGroup } from '../../kernel/rates.ts';
import { dueOf } from '../amounts/requested.ts';
import type { CreditCase, CreditControl } from '../credit-case.ts';
import { type Other, othersOf } from '../others.ts';
import { LIMITS } from '../tolerances.ts';
import { isRecent } from '../window.ts';

const say = sayAs('cumulative');

/** What one customer gets, and what one agent asks for, within the window; open claims count as if they were granted. */
export const cumulative: CreditControl = {
  id: 'cumulative',
  owner: 'security',
  find(of) {
    const { document, facts } = of;
    const recent = othersOf(of).filter(({ date }) => isRecent(date, of.today));
    const agent = document.agent.toLowerCase();
    return [
      ...over(
        of,
        'CUMULATIVE-CUSTOMER',
        'this customer',
        recent.filter(({ customer }) => customer === facts.customer?.id),
        LIMITS.customerSum.value,
      ),
      ...over(
        of,
        'CUMULATIVE-AGENT',
        'this agent',
        recent.filter((other) => other.agent === agent),
        LIMITS.agentSum.value,
      ),
    ];
  },
};

function over(of: CreditCase, code: string, whose: string, others: readonly Other[], limit: string) {
  const { document, facts, today } = of;
  const own = inGroup(dueOf(of) ?? document.claimed.amount, document.claimed.currency, today, facts);
  const amounts = others.map(({ net, currency }) => inGroup(net, currency, today, facts));
  if (others.length === 0) return [];
  const known = [own, ...amounts].filter((amount) => amount !== undefined);
  const together = sum(known);
  if (known.length === others.length + 1 && together.lessThanOrEqualTo(new Decimal(limit))) return [];
  const message = `With this one ${others.length + 1} credits of ${whose} within ${LIMITS.windowDays.value} days: look at them together.`;
  const actual = `${together.toFixed(2)} ${facts.groupCurrency}`;
  return [
    say.review({ code, message, terms: ['claimed.amount'], expected: `${limit} ${facts.groupCurrency}`, actual }),
  ];
}
