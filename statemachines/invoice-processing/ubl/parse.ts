import { type Invoice, invoice } from '../invoice.ts';
import type { DraftInvoice } from './draft.ts';
import { invalid } from './invalid.ts';
import { readUbl } from './read-ubl.ts';

/** What no invoice can do without, by place in the canonical invoice: EN 16931 rule, term and UBL element. */
const REQUIRED: Readonly<Record<string, string>> = {
  number: 'BR-02: the invoice number (BT-1, cbc:ID)',
  issueDate: 'BR-03: the issue date (BT-2, cbc:IssueDate)',
  currency: 'BR-05: the currency (BT-5, cbc:DocumentCurrencyCode)',
  'totals.lines': 'BR-12: the sum of line net amounts (BT-106, cbc:LineExtensionAmount)',
  'totals.taxExclusive': 'BR-13: the total without VAT (BT-109, cbc:TaxExclusiveAmount)',
  'totals.taxInclusive': 'BR-14: the total with VAT (BT-112, cbc:TaxInclusiveAmount)',
  'totals.payable': 'BR-15: the amount due (BT-115, cbc:PayableAmount)',
  'lines.net': 'BR-24: the net amount (BT-131, cbc:LineExtensionAmount)',
  'allowancesCharges.amount': 'BR-31 or BR-36: the amount (BT-92 or BT-99, cbc:Amount)',
  'lines.allowancesCharges.amount': 'BR-41 or BR-43: the amount (BT-136 or BT-141, cbc:Amount)',
  'vat.taxable': 'BR-45: the taxable amount (BT-116, cbc:TaxableAmount)',
  'vat.tax': 'BR-46: the VAT amount (BT-117, cbc:TaxAmount)',
};

const ELEMENTS: Readonly<Record<string, string>> = {
  vat: 'cac:TaxTotal/cac:TaxSubtotal',
  allowancesCharges: 'cac:AllowanceCharge',
};

/**
 * UBL 2.1 Invoice or CreditNote (EN 16931) to the canonical invoice.
 * @throws CountersignError InvalidInput with the place and the remedy if it is no such document, a value can't be
 *   read, or something is missing without which there is no canonical invoice
 */
export function parseUbl(raw: Uint8Array): Invoice {
  return completeInvoice(readUbl(raw));
}

/** @throws CountersignError InvalidInput naming the first thing that keeps a draft from being a canonical invoice */
export function completeInvoice({ faults, ...draft }: DraftInvoice): Invoice {
  const [fault] = faults ?? [];
  if (fault) throw invalid(fault.place, `${fault.code}: ${fault.what}`, 'ask for a corrected document');
  const parsed = invoice.safeParse(draft);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path ?? [];
  const root = draft.kind === 'invoice' ? 'Invoice' : 'CreditNote';
  const required = REQUIRED[path.filter((step) => typeof step === 'string').join('.')];
  if (issue?.code === 'invalid_type' && required !== undefined) {
    const index = path.find((step) => typeof step === 'number');
    const place =
      index === undefined ? root : `${root}/${ELEMENTS[String(path[0])] ?? `cac:${root}Line`}[${index + 1}]`;
    throw invalid(place, `${required} is missing`, 'ask for a complete document');
  }
  throw invalid(`${root}/${path.join('/')}`, issue?.message ?? 'is not valid', 'correct the value');
}
