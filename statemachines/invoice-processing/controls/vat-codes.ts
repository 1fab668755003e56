import { sayAs } from '../../kernel/controls/say.ts';
import type { Finding } from '../../kernel/finding.ts';
import type { InvoiceFacts } from '../facts.ts';
import type { InvoiceControl } from '../invoice-case.ts';
import { type Booking, bookingsOf } from '../matching/bookings.ts';
import { partiesOf } from '../matching/order.ts';
import { implausible, KNOWN_CATEGORIES } from '../matching/vat.ts';

const say = sayAs('vat-codes');

/** Category and rate of everything billed fit the company, the vendor's country and what the order says. */
export const vatCodes: InvoiceControl = {
  id: 'vat-codes',
  owner: 'finance-systems',
  find(of) {
    const parties = partiesOf(of);
    if (!parties) return [];
    const { document, facts } = of;
    const seller = { vatId: document.seller.vatId ?? parties.vendor.vatId, country: parties.vendor.country };
    const bookings = bookingsOf(of);
    const categories = new Set(bookings.map(({ stated }) => stated.category));
    const odd = [...categories].flatMap((category): Finding[] => {
      const why = implausible(category, seller, parties.company);
      if (!why) return [];
      const message = `VAT category ${category} can't be right: ${why}.`;
      return [say.review({ code: 'VAT-CATEGORY-IMPLAUSIBLE', message, terms: ['BT-151', 'BT-31'], actual: category })];
    });
    return [...odd, ...bookings.flatMap((booking) => codeFault(booking, facts))];
  },
};

function codeFault({ place, stated, vat, orderLine }: Booking, { vatCodes: codes }: InvoiceFacts): Finding[] {
  const terms = place.startsWith('BG-25')
    ? [`${place}/BT-151`, `${place}/BT-152`]
    : [`${place}/BT-95`, `${place}/BT-96`];
  const actual = stated.rate === undefined ? stated.category : `${stated.category} ${stated.rate} %`;
  if (vat.kind === 'unsupported') {
    const expected = [...KNOWN_CATEGORIES].join(', ');
    const message = `VAT category ${stated.category || '(none)'} is not handled: a person books it.`;
    return [say.park({ code: 'VAT-CATEGORY-UNSUPPORTED', message, terms, expected, actual })];
  }
  if (vat.kind === 'no-code') {
    const message = `The company has no VAT code for ${actual}: a tax expert decides, and keeps the codes.`;
    return [say.park({ code: 'VAT-CODE-UNKNOWN', message, terms, actual })];
  }
  if (!orderLine || orderLine.vatCodes.length === 0) return [];
  if (vat.kind === 'code' && orderLine.vatCodes.includes(vat.code.id)) return [];
  const named = codes.filter(({ id }) => orderLine.vatCodes.includes(id)).map(({ code }) => code);
  const message = `Order line ${orderLine.number} is ${named.join(', ')}, the document says ${actual}.`;
  return [say.review({ code: 'VAT-CODE-MISMATCH', message, terms, expected: named.join(', '), actual })];
}
