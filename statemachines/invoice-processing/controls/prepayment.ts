import { Decimal } from '../../kernel/decimal.ts';
import type { InvoiceControl } from '../invoice-case.ts';
import { sayAs } from './say.ts';

const say = sayAs('prepayment');

/** What was paid in advance (BT-113) is set against a posted advance by a person; until then nothing is paid. */
export const prepayment: InvoiceControl = {
  id: 'prepayment',
  owner: 'finance-systems',
  find({ document }) {
    const { prepaid } = document.totals;
    if (prepaid === undefined || new Decimal(prepaid).isZero()) return [];
    const message = `The vendor counts ${prepaid} ${document.currency} as paid: match it to the posted advance before payment.`;
    return [say.review({ code: 'PREPAYMENT-UNMATCHED', message, terms: ['BT-113'], actual: prepaid })];
  },
};
