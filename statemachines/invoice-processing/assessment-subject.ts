import { plainText } from '../kernel/plain-text.ts';
import type { Invoice, InvoiceLine, Party } from './invoice.ts';

const MAX_LINES = 60;
const MAX_NOTES = 10;

/**
 * What the model is shown of an invoice: what is needed to classify it and to see what is odd. Left out: accounts
 * and their holders, registrations, electronic addresses, references that may name a person, attachments. Free text
 * is bounded and freed of mail addresses, telephone numbers and account numbers.
 */
export function invoiceSubject(document: Invoice) {
  const { payment, payee, lines, notes } = document;
  const accounts = new Set(payment.flatMap(({ account }) => account?.replaceAll(/\s/g, '').toUpperCase() ?? []));
  return defined({
    kind: document.kind,
    typeCode: document.typeCode,
    number: plainText(document.number, 60),
    issueDate: document.issueDate,
    taxPointDate: document.taxPointDate,
    dueDate: document.dueDate,
    deliveryDate: document.deliveryDate,
    periodStart: document.periodStart,
    periodEnd: document.periodEnd,
    currency: document.currency,
    taxCurrency: document.taxCurrency,
    order: document.order && plainText(document.order, 60),
    contract: document.contract && plainText(document.contract, 60),
    preceding: document.preceding.slice(0, 10).map(({ number }) => plainText(number, 60)),
    paymentTerms: document.paymentTerms && plainText(document.paymentTerms, 300),
    notes: notes.slice(0, MAX_NOTES).map((note) => plainText(note, 500)),
    omittedNotes: Math.max(0, notes.length - MAX_NOTES),
    seller: business(document.seller),
    buyer: { country: document.buyer.country ?? null },
    payee: payee ? business(payee) : null,
    accounts: accounts.size,
    paymentMeans: [...new Set(payment.flatMap(({ meansCode }) => meansCode ?? []))].slice(0, 5),
    totals: defined(document.totals),
    vat: document.vat.slice(0, 20).map(({ category, rate, taxable, tax }) => defined({ category, rate, taxable, tax })),
    allowancesCharges: document.allowancesCharges.slice(0, 20).map(({ charge, amount, reason }) => ({
      charge,
      amount,
      reason: reason ? plainText(reason, 100) : null,
    })),
    lines: lines.slice(0, MAX_LINES).map(lineOf),
    omittedLines: Math.max(0, lines.length - MAX_LINES),
    attachments: document.attachments.length,
  });
}

/** The trade name, which tells much about what is sold, and the country. */
function business({ name, country }: Party) {
  return { name: name ? plainText(name, 100) : null, country: country ?? null };
}

function lineOf(line: InvoiceLine) {
  return defined({
    id: plainText(line.id, 30),
    name: line.name && plainText(line.name, 120),
    description: line.description && plainText(line.description, 300),
    quantity: line.quantity,
    unit: line.unit,
    price: line.price,
    priceBase: line.priceBase,
    net: line.net,
    vat: line.vat && defined(line.vat),
    orderLine: line.orderLine && plainText(line.orderLine, 30),
    allowances: line.allowancesCharges.length,
  });
}

/** Without what is undefined or empty, as canonical JSON needs it. */
function defined<T extends object>(value: T) {
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined && held !== ''));
}
