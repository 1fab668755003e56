import { sayAs } from '../../kernel/controls/say.ts';
import { serviceLevelOf } from '../amounts/service-level.ts';
import { treatmentOf } from '../classify.ts';
import type { CreditControl } from '../credit-case.ts';

const say = sayAs('treatment');

/**
 * A journal is never a way around VAT: what the contract owes as a price reduction is asked for as one first, and what is
 * taken off lines of an invoice is a reduction of their price, whatever it is called.
 */
export const treatment: CreditControl = {
  id: 'treatment',
  owner: 'finance-systems',
  find(of) {
    const { document } = of;
    if (treatmentOf(document).as !== 'entry') return [];
    const due = serviceLevelOf(of)?.due;
    const first = 'The contract owes a price reduction for this: ask for it as service-level, with its tax.';
    const lines =
      'Lines of an invoice are named: what is taken off their price is a price reduction, not compensation.';
    return [
      ...(due?.greaterThan(0)
        ? [say.reject({ code: 'REDUCTION-DUE', message: first, terms: ['reason'], expected: due.toFixed() })]
        : []),
      ...(document.invoices.some((named) => named.lines !== undefined)
        ? [say.reject({ code: 'REDUCTION-AS-ENTRY', message: lines, terms: ['reason', 'invoices[0].lines'] })]
        : []),
    ];
  },
};
