import { sayAs } from '../../kernel/controls/say.ts';
import type { Finding } from '../../kernel/finding.ts';
import { compact } from '../../kernel/normalise.ts';
import type { EarlierInvoice, InvoiceFacts } from '../facts.ts';
import type { InvoiceCase, InvoiceControl } from '../invoice-case.ts';
import { partiesOf } from '../matching/order.ts';
import { type Likeness, likeness, type Sighting } from '../matching/same-invoice.ts';
import { classOf, grossOf } from '../matching/sense.ts';

const say = sayAs('duplicate');

/** The same vendor has not billed this company the same already: booked, as a draft, or in another case in flight (T13). */
export const duplicate: InvoiceControl = {
  id: 'duplicate',
  owner: 'process-owner',
  find(of) {
    const parties = partiesOf(of);
    if (!parties) return [];
    const { facts, caseId } = of;
    const own = sightingOf(of);
    const ours = (found: { company: string; vendor: string }) =>
      found.company === parties.company.id && found.vendor === parties.vendor.id;
    const booked = facts.invoices.filter(ours).flatMap((invoice) => {
      if (invoice.caseId === caseId) return [alreadyBooked(invoice)];
      const like = likeness(own, sightingOfEarlier(invoice, facts));
      return like ? [ofEarlier(like, own, invoice)] : [];
    });
    const open = facts.inFlight
      .filter((other) => ours(other) && other.caseId !== caseId)
      .flatMap((other) => {
        const like = likeness(own, { ...other, orders: other.order ? [compact(other.order)] : [] });
        return like ? [inFlight(like, own, other.caseId, other.number)] : [];
      });
    return [...booked, ...open];
  },
};

function sightingOf({ document }: InvoiceCase): Sighting {
  return {
    number: document.number,
    class: classOf(document),
    amount: grossOf(document).toFixed(),
    currency: document.currency,
    date: document.issueDate,
    orders: document.order ? [compact(document.order)] : [],
  };
}

/** Earlier invoices know order lines; only those of the order at hand can be named. */
function sightingOfEarlier({ reference, gross, lines, ...rest }: EarlierInvoice, { orders }: InvoiceFacts): Sighting {
  const named = lines.flatMap(({ orderLine }) => {
    if (orderLine === undefined) return [];
    const order = orders.find(({ lines: ordered }) => ordered.some(({ id }) => id === orderLine));
    return [order ? compact(order.number) : `line ${orderLine}`];
  });
  return { ...rest, number: reference, amount: gross, orders: named };
}

const TERMS = ['BT-1', 'BG-4'];

function ofEarlier(
  like: Likeness,
  own: Sighting,
  { number, reference, posted, date, gross, currency }: EarlierInvoice,
): Finding {
  const which = `${reference} of ${date ?? 'no date'}, ${gross} ${currency}, ${number ?? 'a draft'}`;
  const seen = { expected: `not ${which}`, actual: `${own.number}, ${own.amount} ${own.currency}` };
  if (like === 'look-alike') {
    const message = `Same vendor, same amount, date close by: is it ${which} once more?`;
    return say.review({ code: 'DUPLICATE-SUSPECTED', message, terms: ['BT-112', 'BT-2', 'BG-4'], ...seen });
  }
  if (like === 'same-number-other-year') {
    const message = `The vendor used this number in another year (${which}): check that it is another invoice.`;
    return say.review({ code: 'DUPLICATE-OTHER-YEAR', message, terms: TERMS, ...seen });
  }
  if (!posted) {
    const message = `Somebody has entered this invoice as a draft (${which}): delete the draft, or close this case.`;
    return say.park({ code: 'DUPLICATE-DRAFT', message, terms: TERMS, ...seen });
  }
  const message = `The invoice is booked already: ${which}. A corrected invoice needs a number of its own.`;
  return say.reject({ code: 'DUPLICATE', message, terms: TERMS, ...seen });
}

/** This very case has booked it, and its ledger does not know: neither a duplicate of somebody's, nor to be booked again. */
function alreadyBooked({ number, reference }: EarlierInvoice): Finding {
  const message = `This case has booked the invoice already as ${number ?? reference}: compare it with the ledger and close the case.`;
  return say.park({ code: 'ALREADY-BOOKED', message, terms: TERMS, actual: number });
}

function inFlight(like: Likeness, own: Sighting, caseId: string, number: string): Finding {
  const what = like === 'look-alike' ? 'the same amount at about the same date' : 'the same number';
  return say.review({
    code: 'DUPLICATE-IN-FLIGHT',
    message: `Case ${caseId} of the same vendor is open with ${what} (${number}): only one of them may be booked.`,
    terms: like === 'look-alike' ? ['BT-112', 'BT-2', 'BG-4'] : TERMS,
    actual: own.number,
  });
}
