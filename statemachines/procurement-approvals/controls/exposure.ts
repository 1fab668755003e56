import { sayAs } from '../../kernel/controls/say.ts';
import { inCurrency, rateOn, upwards } from '../../kernel/rates.ts';
import { totalsOf } from '../matching/lines.ts';
import type { RequisitionControl } from '../requisition-case.ts';
import { LIMITS } from '../tolerances.ts';

const say = sayAs('exposure');
const DAY_MS = 86_400_000;

/** The amount can be measured in group currency, at a dated rate: without one nobody's authority can be checked. */
export const exposure: RequisitionControl = {
  id: 'exposure',
  owner: 'finance-systems',
  find({ document, facts, today }) {
    const { currency } = document;
    const terms = ['currency'];
    const rate = rateOn(currency, today, facts);
    if (!rate) {
      const message = `There is no exchange rate of ${currency} to ${facts.groupCurrency} on ${today}: finance loads it.`;
      return [say.park({ code: 'RATE-MISSING', message, terms, actual: currency })];
    }
    const totals = totalsOf(document, facts);
    const measured = totals && inCurrency({ amount: totals.gross, currency }, facts.groupCurrency, today, facts);
    if (measured && !upwards(measured, facts.groupCurrency)) {
      const message = 'The amount is larger than anything that can be measured: it must be a mistake.';
      return [say.park({ code: 'AMOUNT-TOO-LARGE', message, terms: ['lines'], actual: measured.toFixed() })];
    }
    const age = Math.round((Date.parse(today) - Date.parse(rate.date)) / DAY_MS);
    if (age <= LIMITS.rateDays.value) return [];
    const message = `The newest rate of ${currency} is of ${rate.date}, ${age} days ago.`;
    return [say.warn({ code: 'RATE-STALE', message, terms, actual: rate.rate })];
  },
};
