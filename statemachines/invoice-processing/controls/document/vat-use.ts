import type { DraftInvoice } from '../../ubl/draft.ts';
import { type DocumentRule, reject, review } from './report.ts';
import { type Identification, type Taxed, taxedParts, VAT_CATEGORIES, type VatCategory } from './vat-categories.ts';

/** EN 16931 rules 01 to 07 of each VAT category: breakdown present, parties identified, rates that fit. */
export const vatUse: DocumentRule = (document) => {
  const parts = taxedParts(document);
  return VAT_CATEGORIES.flatMap((category) => {
    const used = parts.filter((part) => part.category === category.code);
    return [
      ...breakdownPresent(document, category, used),
      ...identified(document, category, used),
      ...used.filter((part) => !rateFits(category, part.rate)).map((part) => wrongRate(category, part)),
    ];
  });
};

function breakdownPresent({ vat }: DraftInvoice, { code, rules }: VatCategory, used: readonly Taxed[]) {
  const count = vat.filter((each) => each.category === code).length;
  const fits = used.length === 0 ? count === 0 : code === 'S' ? count >= 1 : count === 1;
  if (fits) return [];
  const expected = used.length === 0 ? '0' : code === 'S' ? '1 or more' : '1';
  return [
    reject({
      code: `${rules}-01`,
      message: `VAT category ${code} is used ${used.length} times and has ${count} breakdowns (BG-23).`,
      terms: ['BG-23'],
      expected,
      actual: String(count),
    }),
  ];
}

function identified(document: DraftInvoice, { code, rules, identification }: VatCategory, used: readonly Taxed[]) {
  if (IDENTIFIED[identification](document)) return [];
  const broken = new Set(used.map((part) => part.identificationRule));
  return [...broken].sort().map((rule) =>
    review({
      code: `${rules}-${rule}`,
      message: `VAT category ${code} ${ASKS[identification]}.`,
      terms: ['BT-31', 'BT-32', 'BT-63', 'BT-48', 'BT-47'],
    }),
  );
}

const sellerVat = ({ seller, taxRepresentativeVatId }: DraftInvoice) => Boolean(seller.vatId ?? taxRepresentativeVatId);
const seller = (document: DraftInvoice) => sellerVat(document) || document.seller.taxRegistration !== undefined;

const IDENTIFIED: Readonly<Record<Identification, (document: DraftInvoice) => boolean>> = {
  seller,
  'seller-vat': sellerVat,
  'seller-and-buyer': (document) =>
    seller(document) && Boolean(document.buyer.vatId ?? document.buyer.legalRegistration),
  'seller-vat-and-buyer-vat': (document) => sellerVat(document) && document.buyer.vatId !== undefined,
  'none-allowed': (document) => !sellerVat(document) && document.buyer.vatId === undefined,
};

const ASKS: Readonly<Record<Identification, string>> = {
  seller: "needs the seller's VAT identifier or tax registration",
  'seller-vat': "needs the seller's VAT identifier",
  'seller-and-buyer': "needs the seller's tax identifier and the buyer's VAT identifier or legal registration",
  'seller-vat-and-buyer-vat': "needs the seller's and the buyer's VAT identifiers",
  'none-allowed': 'goes without VAT identifiers of seller and buyer',
};

function rateFits({ rate }: VatCategory, given: string | undefined): boolean {
  if (rate === 'absent') return given === undefined;
  return given !== undefined && (rate === 'zero' ? Number(given) === 0 : Number(given) > 0);
}

function wrongRate({ code, rules, rate }: VatCategory, { place, term, rateRule, rate: given }: Taxed) {
  return review({
    code: `${rules}-${rateRule}`,
    message: `${place}: the rate of VAT category ${code} must be ${rate.replace('-', ' ')}.`,
    terms: [`${place}/${term}`],
    expected: rate,
    actual: given ?? 'absent',
  });
}
