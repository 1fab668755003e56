import type { EarlierInvoice } from '../facts.ts';
import type { InvoiceCase } from '../invoice-case.ts';
import { sameNumber } from './normalise.ts';
import { partiesOf } from './order.ts';
import { classOf } from './sense.ts';

/** The invoice that a credit refers to (BG-3). */
export type Credited =
  | { readonly kind: 'no-credit' }
  | { readonly kind: 'no-reference' }
  | { readonly kind: 'several-references' }
  | { readonly kind: 'unknown'; readonly number: string }
  | { readonly kind: 'ambiguous'; readonly number: string }
  | { readonly kind: 'found'; readonly invoice: EarlierInvoice };

/** The one posted invoice of the same vendor and company that BT-25 (and BT-26, if given) name. */
export function creditedOf(of: InvoiceCase): Credited {
  const { document, facts } = of;
  if (classOf(document) !== 'credit') return { kind: 'no-credit' };
  const [reference, ...others] = document.preceding;
  if (!reference) return { kind: 'no-reference' };
  if (others.length > 0) return { kind: 'several-references' };
  const { number, issueDate } = reference;
  const parties = partiesOf(of);
  const found = facts.invoices.filter(
    (invoice) =>
      invoice.posted &&
      invoice.class === 'debit' &&
      invoice.company === parties?.company.id &&
      invoice.vendor === parties.vendor.id &&
      sameNumber(invoice.reference, number) &&
      (!issueDate || invoice.date === issueDate),
  );
  const [invoice, ...more] = found;
  if (!invoice) return { kind: 'unknown', number };
  return more.length > 0 ? { kind: 'ambiguous', number } : { kind: 'found', invoice };
}
