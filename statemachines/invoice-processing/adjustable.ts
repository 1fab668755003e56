import type { Adjustable } from '../kernel/adjustments.ts';
import { invoiceAdjustments, wantedOf } from './adjustments.ts';
import type { InvoiceFacts } from './facts.ts';
import type { Invoice } from './invoice.ts';
import type { InvoiceCase } from './invoice-case.ts';
import { bookingsOf, takesAnyAccount } from './matching/bookings.ts';
import { postingDateOf } from './matching/posting-date.ts';

/** What a reviewer of an invoice may want otherwise, and whether the facts allow it. */
export const invoiceAdjustable: Adjustable<Invoice, InvoiceFacts> = {
  schema: invoiceAdjustments,
  faults(of) {
    return [...dateFaults(of), ...accountFaults(of)];
  },
};

function dateFaults(of: InvoiceCase): string[] {
  const { postingDate } = wantedOf(of);
  if (postingDate === undefined || postingDateOf(of.document, of.facts, postingDate)) return [];
  return [`postingDate: ${postingDate} is in no open period, or before the issue date ${of.document.issueDate}`];
}

function accountFaults(of: InvoiceCase): string[] {
  const { account } = wantedOf(of);
  if (account === undefined) return [];
  const offered = of.facts.accounts.expenses;
  if (offered.length < 2) return ['account: the facts offer no choice of expense accounts'];
  if (!offered.some(({ id }) => id === account)) return [`account: ${account} is no expense account of the company`];
  return bookingsOf(of).some(takesAnyAccount) ? [] : ['account: product and order assign every line to one'];
}
