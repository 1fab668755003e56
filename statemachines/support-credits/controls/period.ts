import { sayAs } from '../../kernel/controls/say.ts';
import { chosenOf } from '../chosen.ts';
import type { CreditControl } from '../credit-case.ts';
import { postingDateOf } from '../posting-date.ts';

const say = sayAs('period');

/** The credit can be posted today, or on the first day of a later open period. */
export const period: CreditControl = {
  id: 'period',
  owner: 'finance-systems',
  find(of) {
    const posting = postingDateOf(of, chosenOf(of)?.invoice.date ?? of.today);
    const terms = ['today'];
    if (!posting) {
      const message = 'No period is open for the credit: open one in the ERP.';
      return [say.park({ code: 'PERIOD-CLOSED', message, terms, actual: of.today })];
    }
    if (!posting.moved) return [];
    const message = `Today’s period is closed: the credit is posted on ${posting.date}; its tax point stays the invoice’s.`;
    return [say.warn({ code: 'PERIOD-MOVED', message, terms, expected: posting.date, actual: of.today })];
  },
};
