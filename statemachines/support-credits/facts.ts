import { z } from 'zod';
import { act } from '../kernel/authority/duties.ts';
import { decimalText } from '../kernel/decimal.ts';
import { currencyCode } from '../kernel/money.ts';
import { expectedVersion } from '../kernel/proposal.ts';
import { openClaim } from './open-claim.ts';

const id = z.string().min(1);
const day = z.iso.date();

/** What the facts of the kind `customer-credit` are asked with. */
export const creditQuery = z.strictObject({
  /** Codes of our company and of the customer. */
  company: id,
  customer: id,
  /** Numbers of the invoices concerned. */
  invoices: z.array(id).min(1).max(50),
  /** Code of the service contract, if one is named. */
  contract: id.optional(),
  /** Credits since then are looked at. */
  fromDate: day,
});
export type CreditQuery = z.infer<typeof creditQuery>;

/** A line of a posted customer invoice; amounts positive, in the invoice's currency. */
export const invoiceLine = z.strictObject({
  id,
  description: z.string(),
  net: decimalText,
  /** Of this line alone, as booked, to the minor unit. */
  tax: decimalText,
  taxes: z.array(id),
  /** Net and tax credited so far, not negative. */
  credited: z.strictObject({ net: decimalText, tax: decimalText }),
});
export type InvoiceLine = z.infer<typeof invoiceLine>;

/** A customer invoice by its number. */
export const customerInvoice = z.strictObject({
  id,
  number: id,
  /** Id of the customer whom it was sent to. */
  customer: id,
  state: z.enum(['draft', 'validated', 'posted', 'paid', 'cancelled']),
  /** Of the supply: the tax point. */
  date: day,
  currency: currencyCode,
  net: decimalText,
  tax: decimalText,
  gross: decimalText,
  /** What its open items leave to pay. */
  open: decimalText,
  lines: z.array(invoiceLine),
});
export type CustomerInvoice = z.infer<typeof customerInvoice>;

/** A credit that the customer had before: a credit note, or an entry outside VAT. */
export const earlierCredit = z.strictObject({
  id,
  number: z.string(),
  /** What it credits; absent for an entry outside VAT. */
  invoice: id.optional(),
  caseId: z.string().optional(),
  /** As our payload said them; absent for what people booked. */
  incident: z.string().optional(),
  agent: z.string().optional(),
  date: day,
  net: decimalText,
  gross: decimalText,
  currency: currencyCode,
});
export type EarlierCredit = z.infer<typeof earlierCredit>;

/** The service-level terms of a contract: below an availability (percent of the month) so many percent of the fee come back. */
export const serviceContract = z.strictObject({
  id,
  code: id,
  customer: id,
  service: id,
  /** Net for one month. */
  monthlyFee: decimalText,
  currency: currencyCode,
  validFrom: day,
  validUntil: day.optional(),
  terms: z.array(z.strictObject({ below: decimalText, credit: decimalText })).min(1),
  /** Percent of one month's fee that all credits of that month may reach together. */
  cap: decimalText,
});
export type ServiceContract = z.infer<typeof serviceContract>;

/** What the systems of record say about one claim of a credit. */
export const creditFacts = z.strictObject({
  schema: z.literal(1),
  readAt: z.iso.datetime(),
  groupCurrency: currencyCode,
  company: z.strictObject({ id, code: id, name: z.string(), currency: currencyCode }).optional(),
  customer: z
    .strictObject({
      id,
      code: id,
      name: z.string(),
      active: z.boolean(),
      hold: z.boolean(),
      tier: z.enum(['standard', 'gold', 'strategic']),
      relatedParty: z.boolean(),
      /** What all its open items leave to pay, in the company's currency. */
      receivable: decimalText,
    })
    .optional(),
  invoices: z.array(customerInvoice),
  credits: z.array(earlierCredit),
  contract: serviceContract.optional(),
  periods: z.array(z.strictObject({ id, start: day, end: day, open: z.boolean() })),
  /** Accounts of the company by what they are for; absent where it has none. */
  accounts: z.strictObject({ compensation: id.optional(), goodwill: id.optional() }),
  rates: z.array(z.strictObject({ currency: currencyCode, date: day, rate: decimalText })),
  inFlight: z.array(openClaim),
  acts: z.array(act),
  /** Of every invoice (`customer-document`) and period (`period`), of customer (`party`) and contract (`service-contract`). */
  versions: z.array(expectedVersion),
});
export type CreditFacts = z.infer<typeof creditFacts>;
