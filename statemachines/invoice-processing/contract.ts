import type { EventContract } from '../kernel/define-workflow.ts';
import { documentReceived } from '../kernel/document-source.ts';

/** A supplier's invoice or credit note (UBL 2.1) has come in. */
export const invoiceReceived: EventContract = { type: 'invoice.received.v1', schema: documentReceived };

/** What the rest of the business hears, from the ledger, once it is so. */
export const invoiceOutcomes = {
  confirmed: 'invoice.posted.v1',
  refused: 'invoice.refused.v1',
  parked: 'invoice.parked.v1',
  'review-opened': 'invoice.review-opened.v1',
} as const;
