import type { DraftInvoice } from '../../ubl/draft.ts';

/** Which VAT identifiers a category asks for: EN 16931 rules 02, 03 and 04 of each category. */
export type Identification = 'seller' | 'seller-and-buyer' | 'seller-vat-and-buyer-vat' | 'seller-vat' | 'none-allowed';

export interface VatCategory {
  /** UNCL5305 code as in BT-118 and BT-151. */
  readonly code: string;
  /** Of its rule ids: `BR-IC-05` is about category K. */
  readonly rules: string;
  readonly rate: 'above-zero' | 'zero' | 'absent';
  readonly exemption: 'required' | 'forbidden';
  readonly identification: Identification;
}

/** The VAT categories with EN 16931 rules that are booked without asking a person. */
export const VAT_CATEGORIES: readonly VatCategory[] = [
  { code: 'S', rules: 'BR-S', rate: 'above-zero', exemption: 'forbidden', identification: 'seller' },
  { code: 'Z', rules: 'BR-Z', rate: 'zero', exemption: 'forbidden', identification: 'seller' },
  { code: 'E', rules: 'BR-E', rate: 'zero', exemption: 'required', identification: 'seller' },
  { code: 'AE', rules: 'BR-AE', rate: 'zero', exemption: 'required', identification: 'seller-and-buyer' },
  { code: 'K', rules: 'BR-IC', rate: 'zero', exemption: 'required', identification: 'seller-vat-and-buyer-vat' },
  { code: 'G', rules: 'BR-G', rate: 'zero', exemption: 'required', identification: 'seller-vat' },
  { code: 'O', rules: 'BR-O', rate: 'absent', exemption: 'required', identification: 'none-allowed' },
];

/** What is taxed: a line (rules 02 and 05), an allowance (03, 06) or a charge (04, 07) of the document. */
export interface Taxed {
  readonly category: string;
  readonly rate: string | undefined;
  /** Signed: an allowance is below zero. */
  readonly amount: string;
  readonly place: string;
  readonly term: 'BT-152' | 'BT-96' | 'BT-103';
  readonly identificationRule: '02' | '03' | '04';
  readonly rateRule: '05' | '06' | '07';
}

/** Everything in the document that has a VAT category. */
export function taxedParts({ lines, allowancesCharges }: DraftInvoice): Taxed[] {
  const ofLines = lines.flatMap(({ vat, net = '0' }, index): Taxed[] =>
    vat === undefined
      ? []
      : [
          {
            category: vat.category,
            rate: vat.rate,
            amount: net,
            place: `BG-25[${index + 1}]`,
            term: 'BT-152',
            identificationRule: '02',
            rateRule: '05',
          },
        ],
  );
  const ofDocument = allowancesCharges.flatMap(({ vat, charge, amount = '0' }, index): Taxed[] => {
    if (vat === undefined) return [];
    const common = { category: vat.category, rate: vat.rate };
    return charge
      ? [{ ...common, amount, place: `BG-21[${index + 1}]`, term: 'BT-103', identificationRule: '04', rateRule: '07' }]
      : [
          {
            ...common,
            amount: negated(amount),
            place: `BG-20[${index + 1}]`,
            term: 'BT-96',
            identificationRule: '03',
            rateRule: '06',
          },
        ];
  });
  return [...ofLines, ...ofDocument];
}

function negated(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}
