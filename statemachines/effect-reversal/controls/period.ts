import { reversalDateOf } from '../posting-date.ts';
import type { ReversalControl } from '../reversal-case.ts';
import { sayAs } from './say.ts';

const say = sayAs('period');

/** There is an open period to reverse it in: its own, or a later one. */
export const period: ReversalControl = {
  id: 'period',
  owner: 'finance-systems',
  find({ facts }) {
    if (!facts.document) return [];
    const { date } = facts.document;
    const found = reversalDateOf(facts);
    if (!found) {
      const message = `No period is open on or after ${date}: finance opens one.`;
      return [say.park({ code: 'PERIOD-NONE-OPEN', message, actual: date })];
    }
    if (!found.moved) return [];
    const message = `The period of ${date} is closed: it is reversed on ${found.date}.`;
    return [say.warn({ code: 'PERIOD-CLOSED', message, expected: found.date, actual: date })];
  },
};
