import { sayAs } from '../../kernel/controls/say.ts';
import { serviceLevelOf } from '../amounts/service-level.ts';
import type { CreditControl } from '../credit-case.ts';

const say = sayAs('amount');
const terms = ['claimed.amount'];

/** What is claimed for a service level is what contract and service data make; where it isn’t, both are shown and a person decides. */
export const amount: CreditControl = {
  id: 'amount',
  owner: 'process-owner',
  find(of) {
    const { document } = of;
    const level = document.reason === 'service-level' ? serviceLevelOf(of) : undefined;
    if (!level) return [];
    const { availability, percent, earned, earlier, due } = level;
    const { amount: actual, currency } = document.claimed;
    const steps = `${availability.toDecimalPlaces(4).toFixed()} % available: ${percent.toFixed()} % of the fee, ${earned.toFixed()} ${currency}, less ${earlier.toFixed()} credited before`;
    if (due.isZero())
      return [say.reject({ code: 'NOTHING-DUE', message: `Nothing is due: ${steps}.`, terms, expected: '0', actual })];
    if (due.equals(actual)) return [];
    const message = `By the contract ${due.toFixed()} ${currency} are due, not ${actual}: ${steps}. What is due is proposed.`;
    return [say.review({ code: 'AMOUNT-DIFFERS', message, terms, expected: due.toFixed(), actual })];
  },
};
