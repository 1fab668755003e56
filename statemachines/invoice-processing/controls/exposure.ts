import { sayAs } from '../../kernel/controls/say.ts';
import type { InvoiceControl } from '../invoice-case.ts';
import { daysBetween } from '../matching/days.ts';
import { exposureOf, grossExposure } from '../matching/exposure.ts';
import { LIMITS } from '../tolerances.ts';

const say = sayAs('exposure');

/** The amount can be measured in group currency, at a dated rate: without one nobody's authority can be checked. */
export const exposure: InvoiceControl = {
  id: 'exposure',
  owner: 'finance-systems',
  find({ document, facts, today }) {
    const { currency } = document;
    const measured = exposureOf(document, today, facts);
    if (measured.kind === 'no-rate') {
      const message = `There is no exchange rate of ${currency} to ${facts.groupCurrency} on ${today}: finance loads it.`;
      return [say.park({ code: 'RATE-MISSING', message, terms: ['BT-5'], actual: currency })];
    }
    if (measured.kind === 'too-large') {
      const message = 'The amount is larger than anything that can be measured: it must be a mistake.';
      return [
        say.park({ code: 'AMOUNT-TOO-LARGE', message, terms: ['BT-112'], actual: grossExposure(document).toFixed() }),
      ];
    }
    const age = daysBetween(measured.rate.date, today);
    if (age <= LIMITS.rateDays.value) return [];
    const message = `The newest rate of ${currency} is of ${measured.rate.date}, ${age} days ago.`;
    return [say.warn({ code: 'RATE-STALE', message, terms: ['BT-5'], actual: measured.rate.rate })];
  },
};
