import { sayAs } from '../../kernel/controls/say.ts';
import { dueOf, leftOf } from '../amounts/requested.ts';
import { chosenOf } from '../chosen.ts';
import type { CreditControl } from '../credit-case.ts';

const say = sayAs('over-credit');

/** No more is credited than the chosen lines leave, and than the invoice leaves as a whole. */
export const overCredit: CreditControl = {
  id: 'over-credit',
  owner: 'finance-systems',
  find(of) {
    const chosen = chosenOf(of);
    const due = dueOf(of);
    if (!chosen || !due) return [];
    const left = leftOf(chosen);
    if (due.lessThanOrEqualTo(left)) return [];
    const message = `Of ${chosen.invoice.number} no more than ${left.toFixed()} is left to be credited.`;
    const terms = ['claimed.amount', 'invoices[0]'];
    return [say.reject({ code: 'OVER-CREDIT', message, terms, expected: left.toFixed(), actual: due.toFixed() })];
  },
};
