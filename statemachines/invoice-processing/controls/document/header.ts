import { type DocumentRule, reject, review } from './report.ts';

/** EN 16931 BR-CO-25: an invoice with an amount to pay comes with a due date or payment terms. */
export const paymentDue: DocumentRule = ({ kind, totals, dueDate, paymentTerms }) => {
  if (
    kind === 'credit-note' ||
    !(Number(totals.payable ?? 0) > 0) ||
    dueDate !== undefined ||
    paymentTerms !== undefined
  )
    return [];
  return [
    review({
      code: 'BR-CO-25',
      message: 'There is an amount to pay, but neither a due date (BT-9) nor payment terms (BT-20).',
      terms: ['BT-9', 'BT-20'],
    }),
  ];
};

/** EN 16931 BR-CO-26: the seller can be identified. */
export const sellerIdentified: DocumentRule = ({ seller }) => {
  if (seller.identifiers.length > 0 || seller.legalRegistration || seller.vatId) return [];
  return [
    review({
      code: 'BR-CO-26',
      message: 'The seller has no identifier (BT-29), legal registration (BT-30) or VAT identifier (BT-31).',
      terms: ['BT-29', 'BT-30', 'BT-31'],
    }),
  ];
};

/** EN 16931 BR-53: VAT in the accounting currency where one is named. */
export const accountingCurrency: DocumentRule = ({ currency, taxCurrency, totals }) => {
  if (taxCurrency === undefined || taxCurrency === currency || totals.taxInTaxCurrency !== undefined) return [];
  return [
    review({
      code: 'BR-53',
      message: `VAT is to be stated in ${taxCurrency} (BT-6), but there is no VAT total in it (BT-111).`,
      terms: ['BT-6', 'BT-111'],
    }),
  ];
};

/** What was found while reading and has no place in an invoice, see {@link DraftInvoice}. */
export const readingFaults: DocumentRule = ({ faults = [] }) =>
  faults.slice(0, 20).map(({ code, place, what, terms }) => reject({ code, message: `${place} ${what}.`, terms }));
