import type { Invoice } from '../invoice.ts';
import type { ReadAmount } from './amounts.ts';
import { atMost } from './bounded.ts';
import type { DraftVatBreakdown, Fault } from './draft.ts';
import { all, decimal, one, present, text } from './read.ts';
import { isVat, readVat } from './vat.ts';
import type { XmlElement } from './xml.ts';

interface Currencies {
  readonly currency: string | undefined;
  readonly taxCurrency: string | undefined;
}

/**
 * Document totals (BG-22) and VAT breakdown (BG-23). The TaxTotal in BT-5 gives BT-110 and the breakdown; the one in
 * BT-6 gives BT-111 only and is never summed.
 */
export function readTotals(root: XmlElement, amount: ReadAmount, currencies: Currencies, faults: Fault[]) {
  const { own, foreign } = splitTaxTotals(root, currencies, faults);
  const monetary = one(root, 'cac:LegalMonetaryTotal');
  const totals: Partial<Invoice['totals']> = present({
    lines: amount(monetary, 'cbc:LineExtensionAmount'),
    allowances: amount(monetary, 'cbc:AllowanceTotalAmount'),
    charges: amount(monetary, 'cbc:ChargeTotalAmount'),
    taxExclusive: amount(monetary, 'cbc:TaxExclusiveAmount'),
    tax: amount(own, 'cbc:TaxAmount'),
    taxInTaxCurrency: decimal(foreign, 'cbc:TaxAmount'),
    taxInclusive: amount(monetary, 'cbc:TaxInclusiveAmount'),
    prepaid: amount(monetary, 'cbc:PrepaidAmount'),
    rounding: amount(monetary, 'cbc:PayableRoundingAmount'),
    payable: amount(monetary, 'cbc:PayableAmount'),
  });
  return { totals, vat: atMost(200, own, 'cac:TaxSubtotal').flatMap((each) => readBreakdown(each, amount)) };
}

function splitTaxTotals(root: XmlElement, { currency, taxCurrency }: Currencies, faults: Fault[]) {
  const found = all(root, 'cac:TaxTotal');
  const separate = taxCurrency !== undefined && taxCurrency !== currency;
  const inTaxCurrency = found.filter(
    (each) => separate && one(each, 'cbc:TaxAmount')?.attributes.get('currencyID') === taxCurrency,
  );
  const inCurrency = found.filter((each) => !inTaxCurrency.includes(each));
  const surplus = inCurrency[1] ?? inTaxCurrency[1];
  if (surplus)
    faults.push({
      code: 'BR-CO-15',
      place: surplus.path,
      what: 'is a second VAT total in one currency',
      terms: ['BT-110', 'BT-111'],
    });
  return { own: inCurrency[0], foreign: inTaxCurrency[0] };
}

function readBreakdown(subtotal: XmlElement, amount: ReadAmount): DraftVatBreakdown[] {
  const category = one(subtotal, 'cac:TaxCategory');
  if (category && !isVat(category)) return [];
  return [
    present({
      ...(readVat(subtotal, 'cac:TaxCategory') ?? { category: '' }),
      taxable: amount(subtotal, 'cbc:TaxableAmount'),
      tax: amount(subtotal, 'cbc:TaxAmount'),
      exemptionReason: text(category, 'cbc:TaxExemptionReason'),
      exemptionCode: text(category, 'cbc:TaxExemptionReasonCode'),
    }),
  ];
}
