import type { InvoiceFacts } from './facts.ts';
import type { Invoice } from './invoice.ts';
import { companyOf, vendorOf } from './matching/parties.ts';
import { classOf, grossOf } from './matching/sense.ts';

/** By what other cases in flight recognise this one; nothing while company or vendor are not resolved. */
export function invoiceFacets(document: Invoice, facts: InvoiceFacts): Readonly<Record<string, string>> {
  const company = companyOf(document, facts);
  const vendor = vendorOf(document, facts);
  if (company.kind !== 'found' || vendor.kind !== 'found') return {};
  return {
    company: company.party.id,
    vendor: vendor.party.id,
    number: document.number,
    class: classOf(document),
    amount: grossOf(document).toFixed(),
    currency: document.currency,
    date: document.issueDate,
    ...(document.order && { order: document.order }),
  };
}

/** Code of the company that is billed, once it is resolved. */
export function invoiceCompany(document: Invoice, facts: InvoiceFacts): string | undefined {
  const company = companyOf(document, facts);
  return company.kind === 'found' ? company.party.code : undefined;
}
