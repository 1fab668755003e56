import { z } from 'zod';
import { act } from '../kernel/authority/duties.ts';
import { decimalText } from '../kernel/decimal.ts';
import { currencyCode } from '../kernel/money.ts';
import { expectedVersion } from '../kernel/proposal.ts';
import { identifier, isoDate } from './invoice.ts';
import { openCase } from './open-case.ts';

export { invoiceFacets } from './facets.ts';

const id = z.string().min(1);

/** One of our companies that the buyer's identifiers (BG-7) point at. */
export const companyFacts = z.strictObject({
  id,
  /** Stable short name: the segment whose autonomy level and tolerances count. */
  code: z.string().min(1),
  name: z.string(),
  country: z.string().optional(),
  currency: currencyCode,
  vatId: z.string().optional(),
  identifiers: z.array(identifier),
});
export type CompanyFacts = z.infer<typeof companyFacts>;

/** An assignment of a vendor's claims to somebody else (factoring), as recorded; the last day counts. */
export const assignment = z.strictObject({
  payee: z.strictObject({ name: z.string(), vatId: z.string().optional() }),
  account: z.string(),
  from: isoDate.optional(),
  to: isoDate.optional(),
});
export type Assignment = z.infer<typeof assignment>;

/** A vendor that at least one of the seller's identifiers (BG-4) points at. */
export const vendorFacts = z.strictObject({
  id,
  code: z.string().optional(),
  name: z.string(),
  active: z.boolean(),
  hold: z.boolean(),
  oneTime: z.boolean(),
  /** Under common control with us, or with one of our people. */
  relatedParty: z.boolean(),
  /** Paid under a settlement or a judgment. */
  legalSettlement: z.boolean(),
  /** Ids of the other vendors of the same group of legal entities. */
  group: z.array(id),
  country: z.string().optional(),
  vatId: z.string().optional(),
  identifiers: z.array(identifier),
  /** Bank accounts of the master, as written there; `since` when they stand there unchanged. */
  accounts: z.array(z.strictObject({ number: z.string(), active: z.boolean(), since: isoDate })),
  /** Known numbers to call back, never the document's; `unchangedSince` tells whether one is old enough to trust. */
  phones: z.array(z.strictObject({ id, number: z.string(), unchangedSince: isoDate })),
  assignments: z.array(assignment),
});
export type VendorFacts = z.infer<typeof vendorFacts>;

export const orderLine = z.strictObject({
  id,
  /** What BT-132 refers to. */
  number: z.string(),
  description: z.string(),
  product: z
    .strictObject({
      code: z.string().optional(),
      gtin: z.string().optional(),
      supplierCode: z.string().optional(),
    })
    .optional(),
  category: z.enum(['goods', 'services']),
  /** Capitalised: a fixed asset. */
  asset: z.boolean(),
  /** UN/ECE Rec 20; of every quantity of this line. */
  unit: z.string().optional(),
  ordered: decimalText,
  /** Over all receipts, less what went back; absent where nothing can be received. */
  received: decimalText.optional(),
  /** Over all posted invoices, less credits. */
  invoiced: decimalText,
  /** Net, in the order's currency. */
  unitPrice: decimalText,
  /** VAT code ids of item and order. */
  vatCodes: z.array(id),
  account: id.optional(),
});
export type OrderLine = z.infer<typeof orderLine>;

export const orderFacts = z.strictObject({
  id,
  number: z.string(),
  company: id,
  vendor: id,
  /** May invoices be booked on it? */
  billable: z.boolean(),
  state: z.string(),
  currency: currencyCode,
  lines: z.array(orderLine),
});
export type OrderFacts = z.infer<typeof orderFacts>;

/** An earlier supplier invoice; amounts as booked: credits are negative. */
export const earlierInvoice = z.strictObject({
  id,
  /** Ours; absent for drafts. */
  number: z.string().optional(),
  /** The supplier's, BT-1. */
  reference: z.string(),
  class: z.enum(['debit', 'credit']),
  posted: z.boolean(),
  /** The case that booked it, where the ERP tells. */
  caseId: z.string().optional(),
  company: id,
  vendor: id,
  currency: currencyCode,
  date: isoDate.optional(),
  net: decimalText,
  tax: decimalText,
  gross: decimalText,
  /** Credited by posted credits so far, not negative. */
  credited: z.strictObject({ net: decimalText, tax: decimalText, gross: decimalText }),
  lines: z.array(
    z.strictObject({
      orderLine: id.optional(),
      quantity: decimalText,
      net: decimalText,
      vatCodes: z.array(id),
    }),
  ),
});
export type EarlierInvoice = z.infer<typeof earlierInvoice>;

/** A posted advance to a vendor of which something is open: not used by an invoice yet. */
export const advance = z.strictObject({
  id,
  /** Ours, of the entry that booked it. */
  number: z.string(),
  /** What the vendor's documents call it. */
  reference: z.string().optional(),
  company: id,
  vendor: id,
  /** Paid for this order; absent where it is for none in particular. */
  order: id.optional(),
  currency: currencyCode,
  date: isoDate,
  /** As paid, and what is left of it, in `currency`. */
  amount: decimalText,
  open: decimalText,
});
export type Advance = z.infer<typeof advance>;

/** A VAT code for purchases of the company. */
export const vatCode = z.strictObject({
  id,
  code: z.string(),
  /** Percent: `"20"`. */
  rate: decimalText,
  /** UNCL5305 categories of documents that it answers to. */
  categories: z.array(z.string()),
  scope: z.enum(['goods', 'services', 'any']),
  /** Books input and output tax, net zero. */
  selfAssessed: z.boolean(),
});
export type VatCode = z.infer<typeof vatCode>;

export const period = z.strictObject({ id, start: isoDate, end: isoDate, open: z.boolean() });
export type Period = z.infer<typeof period>;

/** What the systems of record say about one invoice, whatever ERP they are. */
export const invoiceFacts = z.strictObject({
  schema: z.literal(1),
  readAt: z.iso.datetime(),
  /** In which authority and materiality are measured. */
  groupCurrency: currencyCode,
  companies: z.array(companyFacts),
  vendors: z.array(vendorFacts),
  orders: z.array(orderFacts),
  invoices: z.array(earlierInvoice),
  advances: z.array(advance),
  inFlight: z.array(openCase),
  periods: z.array(period),
  vatCodes: z.array(vatCode),
  /** Accounts of the company by what they are for. */
  accounts: z.strictObject({
    expense: id.optional(),
    rounding: id.optional(),
    /** Every expense account to which a line could be booked; `expense` is among them. */
    expenses: z.array(z.strictObject({ id, code: z.string().optional(), name: z.string() })).default([]),
  }),
  /** Units of `currency` for one unit of the group currency, from that day on. */
  rates: z.array(z.strictObject({ currency: currencyCode, date: isoDate, rate: decimalText })),
  /** Who changed the vendors, and who ordered and received what is billed, as `erp:<login>`. */
  acts: z.array(act),
  /** Of every vendor, order, advance and period above. */
  versions: z.array(expectedVersion),
});
export type InvoiceFacts = z.infer<typeof invoiceFacts>;
