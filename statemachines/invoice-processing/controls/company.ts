import { sayAs } from '../../kernel/controls/say.ts';
import type { InvoiceControl } from '../invoice-case.ts';
import { companyOf } from '../matching/parties.ts';

const say = sayAs('company');
const TERMS = ['BT-48', 'BT-47', 'BT-46'];

/** The invoice is addressed to one of our companies. */
export const company: InvoiceControl = {
  id: 'company',
  owner: 'finance-systems',
  find({ document, facts }) {
    const found = companyOf(document, facts);
    const actual = found.pointers.map(({ term, value }) => `${term} ${value}`).join(', ') || 'no identifier';
    if (found.kind === 'unknown') {
      const message = 'The buyer is none of our companies: ask for an invoice that names the right buyer.';
      return [say.reject({ code: 'COMPANY-UNKNOWN', message, terms: TERMS, actual })];
    }
    if (found.kind === 'ambiguous') {
      const names = found.parties.map(({ name }) => name).join(', ');
      const message = `The buyer's identifiers point at several of our companies (${names}): find out which one is meant.`;
      return [say.park({ code: 'COMPANY-AMBIGUOUS', message, terms: TERMS, actual })];
    }
    const strays = found.pointers.filter(({ ids }) => ids.length === 0);
    if (strays.length === 0) return [];
    return [
      say.warn({
        code: 'COMPANY-IDENTIFIER-UNKNOWN',
        message: `${found.party.name} is the buyer by ${found.by.term}, but another identifier is not on record.`,
        terms: strays.map(({ term }) => term),
        actual: strays.map(({ value }) => value).join(', '),
      }),
    ];
  },
};
