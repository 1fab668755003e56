import { sayAs } from '../../kernel/controls/say.ts';
import type { InvoiceControl } from '../invoice-case.ts';
import { orderOf, partiesOf } from '../matching/order.ts';

const say = sayAs('order');
const terms = ['BT-13'];

/** The order that the document names exists, is the vendor's, can be billed, and is in the document's currency (T15). */
export const order: InvoiceControl = {
  id: 'order',
  owner: 'process-owner',
  find(of) {
    if (!partiesOf(of)) return [];
    const { document } = of;
    const reference = orderOf(of);
    switch (reference.kind) {
      case 'none': {
        const message = 'The document names no order: nothing was agreed that it could be compared with.';
        return [say.warn({ code: 'NO-ORDER', message, terms })];
      }
      case 'unknown': {
        const message = 'The company has no such order: ask the buyer, or the vendor for the right number.';
        return [say.review({ code: 'ORDER-UNKNOWN', message, terms, actual: reference.number })];
      }
      case 'ambiguous': {
        const message = 'Several orders have this number: find out which one is billed.';
        return [say.park({ code: 'ORDER-AMBIGUOUS', message, terms, actual: reference.number })];
      }
      case 'other-vendor': {
        const message = 'The order was placed with another vendor: find out who delivered.';
        return [say.review({ code: 'ORDER-OTHER-VENDOR', message, terms, actual: reference.order.number })];
      }
      case 'not-billable': {
        const { number, state } = reference.order;
        const message = `Order ${number} is ${state}: it can't be billed.`;
        return [say.review({ code: 'ORDER-NOT-BILLABLE', message, terms, actual: state })];
      }
      case 'found': {
        const { currency } = reference.order;
        if (currency === document.currency) return [];
        const message = `The order is in ${currency}: prices can't be compared, a person checks them.`;
        const said = { message, terms: ['BT-5', 'BT-13'], expected: currency, actual: document.currency };
        return [say.review({ code: 'ORDER-CURRENCY', ...said })];
      }
    }
  },
};
