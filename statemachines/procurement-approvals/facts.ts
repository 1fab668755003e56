import { z } from 'zod';
import { act } from '../kernel/authority/duties.ts';
import { decimalText } from '../kernel/decimal.ts';
import { currencyCode } from '../kernel/money.ts';
import { expectedVersion } from '../kernel/proposal.ts';
import { openRequisition } from './open-requisition.ts';

const id = z.string().min(1);
const day = z.iso.date();

/** What the facts of the kind `requisition` are asked with. */
export const requisitionQuery = z.strictObject({
  /** Code of our company. */
  company: id,
  costCentre: id,
  /** Who asks: their other orders are looked at, whatever cost centre they are of. */
  requester: id,
  /** Codes of the vendor meant, and of those that have quoted. */
  vendors: z.array(id).max(50),
  /** Codes of the products on its lines. */
  products: z.array(id).max(200),
  /** In whose budget periods it is wanted. */
  days: z.array(day).min(1).max(50),
  /** Orders of the cost centre, the requester or the vendors since then are looked at. */
  fromDate: day,
});
export type RequisitionQuery = z.infer<typeof requisitionQuery>;

/** A vendor by its code. */
export const supplier = z.strictObject({
  id,
  code: id,
  name: z.string(),
  active: z.boolean(),
  hold: z.boolean(),
  relatedParty: z.boolean(),
  /** Ids of the other vendors of the same group of legal entities. */
  group: z.array(id),
  /** What it may be asked for; empty where nothing is on file. */
  categories: z.array(id),
  certificates: z.array(z.strictObject({ kind: id, validUntil: day })),
  openOrders: z.strictObject({ count: z.int().nonnegative() }),
});
export type Supplier = z.infer<typeof supplier>;

/** The budget of one cost centre and period; amounts net and with the tax that can't be recovered, in `currency`. */
export const budget = z.strictObject({
  id,
  name: z.string(),
  currency: currencyCode,
  start: day,
  end: day,
  budgeted: decimalText,
  /** Booked by posted invoices, less credits. */
  actual: decimalText,
  /** Of confirmed orders, not invoiced yet. */
  committed: decimalText,
  /** What each case's order takes of it now, booked or not; zero once it is cancelled. */
  byCase: z.array(z.strictObject({ caseId: id, amount: decimalText })),
});
export type Budget = z.infer<typeof budget>;

/** What was paid for a product before, newest first; net for one unit. */
export const paidPrice = z.strictObject({
  product: id,
  vendor: id,
  order: id,
  date: day,
  unitPrice: decimalText,
  currency: currencyCode,
});

/** A framework contract: a price that a vendor has agreed to. */
export const agreedPrice = z.strictObject({
  id,
  vendor: id,
  product: id,
  unitPrice: decimalText,
  currency: currencyCode,
  validFrom: day,
  validUntil: day.optional(),
});

/** A recent order; `net` in `currency`. */
export const recentOrder = z.strictObject({
  id,
  number: z.string(),
  caseId: z.string().optional(),
  /** As `erp:<login>`, or a subject of the register. */
  requester: z.string().optional(),
  vendor: id,
  costCentre: id.optional(),
  date: day,
  net: decimalText,
  currency: currencyCode,
  state: z.string(),
});
export type RecentOrder = z.infer<typeof recentOrder>;

/** What the systems of record say about one requisition. */
export const requisitionFacts = z.strictObject({
  schema: z.literal(1),
  readAt: z.iso.datetime(),
  groupCurrency: currencyCode,
  company: z.strictObject({ id, code: id, name: z.string(), currency: currencyCode }).optional(),
  costCentre: z.strictObject({ id, code: id, name: z.string(), active: z.boolean() }).optional(),
  /** Those of the cost centre that one of the days falls in. */
  budgets: z.array(budget),
  vendors: z.array(supplier),
  products: z.array(
    z.strictObject({
      id,
      code: id,
      name: z.string(),
      unit: z.string().optional(),
      category: z.enum(['goods', 'services']),
    }),
  ),
  prices: z.array(paidPrice),
  agreements: z.array(agreedPrice),
  orders: z.array(recentOrder),
  /**
   * Purchase tax of the company by vendor country is the ERP's choice. `rate` in percent (`"20"`); `recoverable` is the share
   * that comes back, from `"0"` to `"1"`. What is `selfAssessed` is owed by us and paid to no vendor.
   */
  taxes: z.array(
    z.strictObject({
      ...{ id, code: id, rate: decimalText, recoverable: decimalText },
      selfAssessed: z.boolean().optional(),
    }),
  ),
  /** Accounts to which a line without a product may be booked. */
  expenses: z.array(z.strictObject({ id, code: id, name: z.string() })),
  /** Units of `currency` for one unit of the group currency, from that day on. */
  rates: z.array(z.strictObject({ currency: currencyCode, date: day, rate: decimalText })),
  inFlight: z.array(openRequisition),
  /** Who keeps the vendors' masters. */
  acts: z.array(act),
  /** Of every vendor (`vendor`) and of the cost centre (`cost-centre`). */
  versions: z.array(expectedVersion),
});
export type RequisitionFacts = z.infer<typeof requisitionFacts>;
