/**
 * Rows of the delegation of authority for invoices, the most sensitive first: a document that fits several is measured
 * by the first.
 */
export const INVOICE_CATEGORIES = [
  'intercompany',
  'related-party',
  'legal-settlement',
  'one-time-vendor',
  'prepayment',
  'capex',
  'order',
  'non-order',
] as const;
export type InvoiceCategory = (typeof INVOICE_CATEGORIES)[number];
