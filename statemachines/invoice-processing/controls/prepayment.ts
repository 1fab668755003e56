import { sayAs } from '../../kernel/controls/say.ts';
import type { Finding } from '../../kernel/finding.ts';
import type { InvoiceControl } from '../invoice-case.ts';
import { prepaidOf } from '../matching/advances.ts';

const say = sayAs('prepayment');

/** What was paid in advance (BT-113) is exactly what posted advances still hold; else a person matches it before payment. */
export const prepayment: InvoiceControl = {
  id: 'prepayment',
  owner: 'finance-systems',
  find(of) {
    const { currency, totals } = of.document;
    const actual = `${totals.prepaid} ${currency}`;
    const terms = ['BT-113'];
    const unmatched = (why: string): Finding[] => {
      const message = `The vendor counts ${actual} as paid: ${why} Match it to the posted advance before payment.`;
      return [say.review({ code: 'PREPAYMENT-UNMATCHED', message, terms, actual })];
    };
    const exceeds = (message: string, expected: string): Finding[] => [
      say.review({ code: 'PREPAYMENT-EXCEEDS', message, terms, expected, actual }),
    ];
    const prepaid = prepaidOf(of);
    switch (prepaid.kind) {
      case 'none':
      case 'matched':
        return [];
      case 'odd':
        return unmatched('a credit, or a negative amount, uses up no advance.');
      case 'unmatched':
        return unmatched('no open advance of this vendor is exactly that.');
      case 'beyond-invoice': {
        const asked = `at most ${totals.taxInclusive} ${currency}`;
        return exceeds(`The vendor counts ${actual} as paid, more than the invoice is over.`, asked);
      }
      case 'exceeds': {
        const open = `${prepaid.open} ${currency}`;
        return exceeds(`The vendor counts ${actual} as paid, and only ${open} of its advances is open.`, open);
      }
      case 'ambiguous': {
        const names = prepaid.candidates.map(({ number, reference }) => `${number} (${reference ?? 'no reference'})`);
        const message = `The vendor counts ${actual} as paid, and several advances can be meant: ${names.join(', ')}.`;
        return [say.review({ code: 'PREPAYMENT-AMBIGUOUS', message, terms, actual })];
      }
    }
  },
};
