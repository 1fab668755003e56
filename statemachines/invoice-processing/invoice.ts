import { z } from 'zod';
import { decimalText } from '../kernel/decimal.ts';
import { currencyCode } from '../kernel/money.ts';

/** ISO 8601 calendar date, `2026-11-24`. */
export const isoDate = z.iso.date();

/** An identifier with its scheme (ISO 6523 ICD such as `0002` for SIREN, or an UNCL/ISO code), as given. */
export const identifier = z.strictObject({ scheme: z.string().optional(), id: z.string().min(1).max(100) });
export type Identifier = z.infer<typeof identifier>;

/** Canonical party (BG-4 seller, BG-7 buyer, BG-10 payee). */
export const party = z.strictObject({
  /** BT-27 / BT-44 / BT-59 */
  name: z.string().optional(),
  /** BT-29 / BT-46 / BT-60: identifiers with scheme */
  identifiers: z.array(identifier),
  /** BT-30 / BT-47 / BT-61: legal registration identifier */
  legalRegistration: identifier.optional(),
  /** BT-31 / BT-48: VAT identifier, with country prefix */
  vatId: z.string().optional(),
  /** BT-32: the seller's local tax registration */
  taxRegistration: z.string().optional(),
  /** BT-34 / BT-49: electronic address */
  endpoint: identifier.optional(),
  /** BG-5 / BG-8: postal address, as far as written; absent if there is none */
  address: z
    .strictObject({ street: z.string().optional(), city: z.string().optional(), postcode: z.string().optional() })
    .optional(),
  /** BT-40 / BT-55: ISO 3166-1 alpha-2 */
  country: z.string().optional(),
});
export type Party = z.infer<typeof party>;

/** VAT category code (BT-118, BT-151; UNCL5305 subset) and rate (BT-119, BT-152; absent for category O). */
const vat = { category: z.string(), rate: decimalText.optional() };

/** Document level allowance (BG-20) or charge (BG-21), or a line's (BG-27, BG-28). */
export const allowanceCharge = z.strictObject({
  charge: z.boolean(),
  /** BT-92 / BT-99 / BT-136 / BT-141 */
  amount: decimalText,
  /** BT-93 / BT-100 / BT-137 / BT-142 */
  base: decimalText.optional(),
  /** BT-94 / BT-101 / BT-138 / BT-143 */
  percent: decimalText.optional(),
  /** BT-97 / BT-104 / BT-139 / BT-144 */
  reason: z.string().optional(),
  reasonCode: z.string().optional(),
  /** BT-95, BT-96 / BT-102, BT-103; document level only */
  vat: z.strictObject(vat).optional(),
});
export type AllowanceCharge = z.infer<typeof allowanceCharge>;

/** BG-23: VAT breakdown of one category and rate. */
export const vatBreakdown = z.strictObject({
  ...vat,
  /** BT-116 */
  taxable: decimalText,
  /** BT-117 */
  tax: decimalText,
  /** BT-120, BT-121 */
  exemptionReason: z.string().optional(),
  exemptionCode: z.string().optional(),
});
export type VatBreakdown = z.infer<typeof vatBreakdown>;

/** BG-25: invoice line. */
export const invoiceLine = z.strictObject({
  /** BT-126; '' if missing */
  id: z.string(),
  /** BT-129 */
  quantity: decimalText.optional(),
  /** BT-130: UN/ECE Rec 20 code */
  unit: z.string().optional(),
  /** BT-131 */
  net: decimalText,
  /** BT-132: referenced purchase order line */
  orderLine: z.string().optional(),
  /** BT-133 */
  accountingCost: z.string().optional(),
  /** BG-26: BT-134, BT-135 */
  periodStart: isoDate.optional(),
  periodEnd: isoDate.optional(),
  /** BT-146: net price, for BT-149 units */
  price: decimalText.optional(),
  /** BT-149, 1 if absent */
  priceBase: decimalText,
  /** BT-153, BT-154 */
  name: z.string().optional(),
  description: z.string().optional(),
  /** BT-155 seller's, BT-156 buyer's, BT-157 standard item identifier */
  sellerItem: z.string().optional(),
  buyerItem: z.string().optional(),
  standardItem: identifier.optional(),
  /** BG-30 */
  vat: z.strictObject(vat).optional(),
  allowancesCharges: z.array(allowanceCharge),
});
export type InvoiceLine = z.infer<typeof invoiceLine>;

/** Canonical invoice or credit note: EN 16931 semantics, amounts as canonical decimal text in BT-5 unless said. */
export const invoice = z.strictObject({
  /** UBL root element; a credit note's amounts are positive as written. */
  kind: z.enum(['invoice', 'credit-note']),
  /** BT-3: 380, 381, 384, 389, 393 …; '' if missing */
  typeCode: z.string(),
  /** BT-24, BT-23 */
  specification: z.string().optional(),
  profile: z.string().optional(),
  /** BT-1 */
  number: z.string(),
  /** BT-2 */
  issueDate: isoDate,
  /** BT-7 */
  taxPointDate: isoDate.optional(),
  /** BT-9 */
  dueDate: isoDate.optional(),
  /** BT-72 */
  deliveryDate: isoDate.optional(),
  /** BG-14: BT-73, BT-74 */
  periodStart: isoDate.optional(),
  periodEnd: isoDate.optional(),
  /** UBL's own count of the lines (cbc:LineCountNumeric) */
  lineCount: z.int().nonnegative().optional(),
  /** BT-5, BT-6 */
  currency: currencyCode,
  taxCurrency: currencyCode.optional(),
  /** BT-10, BT-13, BT-12, BT-16 */
  buyerReference: z.string().optional(),
  order: z.string().optional(),
  contract: z.string().optional(),
  despatchAdvice: z.string().optional(),
  /** BG-3: BT-25, BT-26 */
  preceding: z.array(z.strictObject({ number: z.string(), issueDate: isoDate.optional() })),
  /** BT-20 */
  paymentTerms: z.string().optional(),
  /** BG-1: BT-22 */
  notes: z.array(z.string()),
  seller: party,
  buyer: party,
  payee: party.optional(),
  /** BG-11: BT-63 */
  taxRepresentativeVatId: z.string().optional(),
  /** BG-16/BG-17: BT-81, BT-83, and every BT-84 with BT-85, as written */
  payment: z.array(
    z.strictObject({
      meansCode: z.string().optional(),
      remittance: z.string().optional(),
      account: z.string().optional(),
      accountName: z.string().optional(),
    }),
  ),
  allowancesCharges: z.array(allowanceCharge),
  totals: z.strictObject({
    /** BT-106 */
    lines: decimalText,
    /** BT-107, BT-108 */
    allowances: decimalText.optional(),
    charges: decimalText.optional(),
    /** BT-109 */
    taxExclusive: decimalText,
    /** BT-110 */
    tax: decimalText.optional(),
    /** BT-111, in BT-6: never summed with BT-110 */
    taxInTaxCurrency: decimalText.optional(),
    /** BT-112 */
    taxInclusive: decimalText,
    /** BT-113, BT-114 */
    prepaid: decimalText.optional(),
    rounding: decimalText.optional(),
    /** BT-115 */
    payable: decimalText,
  }),
  vat: z.array(vatBreakdown),
  lines: z.array(invoiceLine),
  /** BG-24: BT-122, whether it is embedded, and whether the embedded content is missing; contents are never kept here */
  attachments: z.array(
    z.strictObject({ id: z.string().optional(), embedded: z.boolean(), empty: z.literal(true).optional() }),
  ),
});
export type Invoice = z.infer<typeof invoice>;
