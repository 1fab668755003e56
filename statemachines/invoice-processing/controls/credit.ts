import { sayAs } from '../../kernel/controls/say.ts';
import { Decimal } from '../../kernel/decimal.ts';
import type { Finding } from '../../kernel/finding.ts';
import type { EarlierInvoice } from '../facts.ts';
import type { InvoiceCase, InvoiceControl } from '../invoice-case.ts';
import { bookingsOf } from '../matching/bookings.ts';
import { type Credited, creditedOf } from '../matching/credited.ts';
import { partiesOf } from '../matching/order.ts';
import { classOf, grossOf, signOf } from '../matching/sense.ts';

const say = sayAs('credit');

/** A credit note or negative invoice refers to one posted invoice, mirrors its VAT and never exceeds what is left of it. */
export const credit: InvoiceControl = {
  id: 'credit',
  owner: 'finance-systems',
  find(of) {
    if (!partiesOf(of)) return [];
    if (classOf(of.document) === 'debit') return debitOddities(of);
    const credited = creditedOf(of);
    return credited.kind === 'found' ? against(credited.invoice, of) : unreferenced(credited);
  },
};

function debitOddities({ document }: InvoiceCase): Finding[] {
  if (document.kind === 'credit-note' && !grossOf(document).isZero()) {
    const message = 'A credit note with a negative total raises what we owe: ask for an invoice.';
    return [
      say.review({
        code: 'CREDIT-NOTE-NEGATIVE',
        message,
        terms: ['BT-3', 'BT-112'],
        actual: document.totals.taxInclusive,
      }),
    ];
  }
  const negative = document.lines.flatMap(({ net }, index) => (new Decimal(net).isNegative() ? [index + 1] : []));
  if (negative.length === 0) return [];
  const message = 'Lines credit something within an invoice, without an invoice that they refer to.';
  return [
    say.review({ code: 'CREDIT-WITHIN-INVOICE', message, terms: negative.map((line) => `BG-25[${line}]/BT-131`) }),
  ];
}

function unreferenced(credited: Exclude<Credited, { kind: 'found' }>): Finding[] {
  const terms = ['BG-3', 'BT-25'];
  switch (credited.kind) {
    case 'no-credit':
      return [];
    case 'no-reference': {
      const message = 'The credit names no invoice that it credits: ask the vendor which one.';
      return [say.review({ code: 'CREDIT-NO-REFERENCE', message, terms })];
    }
    case 'several-references': {
      const message = 'The credit names several invoices: a person divides it.';
      return [say.review({ code: 'CREDIT-SEVERAL-REFERENCES', message, terms })];
    }
    default: {
      const found =
        credited.kind === 'ambiguous' ? 'Several posted invoices match' : 'No posted invoice of this vendor matches';
      const message = `${found} the reference: find out which invoice is credited.`;
      return [say.review({ code: 'CREDIT-REFERENCE-UNKNOWN', message, terms, actual: credited.number })];
    }
  }
}

function against(invoice: EarlierInvoice, of: InvoiceCase): Finding[] {
  const { document } = of;
  const name = invoice.number ?? invoice.reference;
  if (invoice.currency !== document.currency) {
    const message = `The credit is in ${document.currency}, invoice ${name} in ${invoice.currency}.`;
    const said = { code: 'CREDIT-CURRENCY', message, terms: ['BT-5', 'BT-25'] };
    return [say.park({ ...said, expected: invoice.currency, actual: document.currency })];
  }
  const findings: Finding[] = [];
  const credited = {
    net: new Decimal(document.totals.taxExclusive).times(-signOf(document)),
    gross: grossOf(document).negated(),
  };
  for (const [part, term] of [
    ['net', 'BT-109'],
    ['gross', 'BT-112'],
  ] as const) {
    const left = new Decimal(invoice[part]).minus(invoice.credited[part]);
    if (credited[part].lessThanOrEqualTo(left)) continue;
    const message = `The credit exceeds what is left of invoice ${name} (${left.toFixed(2)} ${part}).`;
    const seen = { expected: `at most ${left.toFixed(2)}`, actual: credited[part].toFixed(2) };
    findings.push(say.reject({ code: 'CREDIT-OVER-INVOICE', message, terms: [term, 'BT-25'], ...seen }));
  }
  return [...findings, ...vatDiffers(invoice, name, of)];
}

/** The credit is booked with the VAT codes of the invoice, or a person looks. */
function vatDiffers(invoice: EarlierInvoice, name: string, of: InvoiceCase): Finding[] {
  const codes = new Set(invoice.lines.flatMap(({ vatCodes }) => vatCodes));
  const other = bookingsOf(of).filter(({ vat }) => (vat.kind === 'code' ? !codes.has(vat.code.id) : codes.size > 0));
  if (other.length === 0) return [];
  const named = of.facts.vatCodes.filter(({ id }) => codes.has(id)).map(({ code }) => code);
  const message = `The credit's VAT is not that of invoice ${name}.`;
  const actual = other.map(({ stated }) => `${stated.category} ${stated.rate ?? ''}`.trim()).join(', ');
  const terms = other.map(({ place }) => place);
  return [say.review({ code: 'CREDIT-VAT-DIFFERS', message, terms, expected: named.join(', ') || 'no VAT', actual })];
}
