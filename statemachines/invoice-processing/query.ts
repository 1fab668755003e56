import type { Invoice, Party } from './invoice.ts';
import { HISTORY_MONTHS } from './tolerances.ts';

/**
 * What to ask the systems of record about one invoice: both parties by VAT number and identifiers, the order (BT-13),
 * the invoices referred to (BT-25) and this number itself whatever their date, and the vendor's invoices of the twelve
 * months before the issue date. An identifier without scheme counts only as registration; an endpoint identifies nobody.
 */
export function invoiceQuery(document: Invoice): Readonly<Record<string, unknown>> {
  const { buyer, seller, order, preceding, number, issueDate } = document;
  const references = [number, ...preceding.map((invoice) => invoice.number)].map((text) => text.trim());
  return {
    ...(buyer.vatId && { companyVat: buyer.vatId }),
    companyIdentifiers: identifiersOf(buyer),
    ...(seller.vatId && { vendorVat: seller.vatId }),
    vendorIdentifiers: identifiersOf(seller),
    orderNumbers: order ? [order.trim()] : [],
    creditedReferences: [...new Set(references)],
    fromDate: monthsBefore(issueDate, HISTORY_MONTHS),
  };
}

function identifiersOf({ legalRegistration, identifiers }: Party) {
  const withScheme = identifiers.filter(({ scheme }) => scheme);
  const known = legalRegistration ? [legalRegistration, ...withScheme] : withScheme;
  return known.map(({ scheme, id }) => ({ scheme: scheme ?? null, id }));
}

/** The same day so many months earlier, or the last day of that month. */
function monthsBefore(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 - months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, last));
  return first.toISOString().slice(0, 10);
}
