import { sayAs } from '../../kernel/controls/say.ts';
import { rateOn } from '../../kernel/rates.ts';
import { creditsOfMonth } from '../amounts/service-level.ts';
import { chosenOf } from '../chosen.ts';
import { treatmentOf } from '../classify.ts';
import type { CreditControl } from '../credit-case.ts';

const say = sayAs('currency');
const terms = ['claimed.currency'];

/** One currency throughout, one that can be measured; an entry is in the company’s. */
export const currency: CreditControl = {
  id: 'currency',
  owner: 'finance-systems',
  find(of) {
    const { document, facts, today } = of;
    const actual = document.claimed.currency;
    const entry = treatmentOf(document).as === 'entry';
    const differs = (expected: string | undefined, whose: string) =>
      expected === undefined || expected === actual
        ? []
        : [
            say.reject({
              code: 'CURRENCY-DIFFERS',
              message: `The ${whose} is in ${expected}.`,
              terms,
              expected,
              actual,
            }),
          ];
    const others =
      document.reason === 'service-level' ? creditsOfMonth(of).filter((credit) => credit.currency !== actual) : [];
    const own = facts.company?.currency;
    const foreign = `Credits outside VAT are booked in ${own}: ask for the amount in it.`;
    const rateless = `No rate of ${actual} is on file for ${today}: the amount can't be measured. Load the rate.`;
    const mixed = 'The month was credited in another currency: what is left of it is worked out by hand.';
    return [
      ...others
        .slice(0, 1)
        .map((credit) =>
          say.park({ code: 'CURRENCY-DIFFERS', message: mixed, terms, expected: credit.currency, actual }),
        ),
      ...(entry ? [] : differs(chosenOf(of)?.invoice.currency, 'invoice')),
      ...(document.reason === 'service-level' ? differs(facts.contract?.currency, 'contract') : []),
      ...(entry && own !== undefined && own !== actual
        ? [say.reject({ code: 'CURRENCY-DIFFERS', message: foreign, terms, expected: own, actual })]
        : []),
      ...(rateOn(actual, today, facts) ? [] : [say.park({ code: 'RATE-MISSING', message: rateless, terms, actual })]),
    ];
  },
};
