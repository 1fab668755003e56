import type { AllowanceCharge, Invoice, InvoiceLine, VatBreakdown } from '../invoice.ts';

type Without<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

export type DraftAllowanceCharge = Without<AllowanceCharge, 'amount'>;
export type DraftVatBreakdown = Without<VatBreakdown, 'taxable' | 'tax'>;
export type DraftLine = Without<Omit<InvoiceLine, 'allowancesCharges'>, 'net'> & {
  allowancesCharges: DraftAllowanceCharge[];
};

/**
 * An invoice as far as it could be read: what EN 16931 requires may be missing, so that the document controls can say
 * all that is wrong with it at once. Every {@link Invoice} is one.
 */
export type DraftInvoice = Omit<
  Without<Invoice, 'number' | 'issueDate' | 'currency'>,
  'totals' | 'lines' | 'vat' | 'allowancesCharges'
> & {
  totals: Partial<Invoice['totals']>;
  lines: DraftLine[];
  vat: DraftVatBreakdown[];
  allowancesCharges: DraftAllowanceCharge[];
  /** What is in the document but has no place in a canonical invoice. */
  faults?: Fault[];
};

/** Something written that contradicts the shape of an invoice: a foreign currency, a second VAT total. */
export interface Fault {
  readonly code: string;
  /** `Invoice/cac:TaxTotal[2]` */
  readonly place: string;
  readonly what: string;
  readonly terms: string[];
}
