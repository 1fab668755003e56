import { sayAs } from '../../kernel/controls/say.ts';
import { lineOf } from '../chosen.ts';
import type { CreditControl } from '../credit-case.ts';
import type { CustomerInvoice } from '../facts.ts';

const say = sayAs('invoice');
const POSTED: ReadonlySet<CustomerInvoice['state']> = new Set(['posted', 'paid']);

/** The one invoice of the claim is there, is the customer’s, and is posted; so are the lines that are named. */
export const invoice: CreditControl = {
  id: 'invoice',
  owner: 'finance-systems',
  find({ document, facts }) {
    if (document.invoices.length > 1) {
      const message = 'A credit is of one invoice: ask for one claim for each, so that each is decided by itself.';
      return [
        say.park({ code: 'SEVERAL-INVOICES', message, terms: ['invoices'], actual: `${document.invoices.length}` }),
      ];
    }
    return document.invoices.flatMap(({ number, lines = [] }) => {
      const [found, twice] = facts.invoices.filter((each) => each.number === number);
      const at = { terms: ['invoices[0].number'], actual: number };
      if (twice) return [say.park({ code: 'INVOICE-AMBIGUOUS', message: `The ERP has ${number} twice.`, ...at })];
      if (!found) return [say.reject({ code: 'INVOICE-UNKNOWN', message: `The ERP has no invoice ${number}.`, ...at })];
      const missing = lines.filter((which) => !lineOf(found, which));
      return [...standing(found, facts.customer?.id), ...missing.map((which) => unknownLine(number, which))];
    });
  },
};

function standing({ number, customer, state }: CustomerInvoice, ours: string | undefined) {
  const at = { terms: ['invoices[0].number'], actual: number };
  const others = `Invoice ${number} was sent to another customer.`;
  const unposted = `Invoice ${number} is ${state}: what is not posted is changed, not credited.`;
  return [
    ...(ours === undefined || customer === ours
      ? []
      : [say.reject({ code: 'INVOICE-OF-ANOTHER-CUSTOMER', message: others, ...at })]),
    ...(POSTED.has(state) ? [] : [say.park({ code: 'INVOICE-NOT-POSTED', message: unposted, ...at })]),
  ];
}

function unknownLine(number: string, which: string | number) {
  const message = `Invoice ${number} has no such line.`;
  return say.reject({ code: 'LINE-UNKNOWN', message, terms: ['invoices[0].lines'], actual: `${which}` });
}
