import { z } from 'zod';
import { Decimal, decimalText, sum } from '../kernel/decimal.ts';
import { caseId } from '../kernel/ids.ts';
import { currencyCode } from '../kernel/money.ts';
import { expectedVersion } from '../kernel/proposal.ts';

const id = z.string().min(1);
const negative = decimalText.refine((text) => new Decimal(text).lessThan(0), 'must be less than zero');
const notPositive = decimalText.refine((text) => new Decimal(text).lessThanOrEqualTo(0), 'must not be more than zero');
const positive = decimalText.refine((text) => new Decimal(text).greaterThan(0), 'must be more than zero');

const common = {
  schema: z.literal(1),
  /** Stands with the document in the ERP, so that either leads to the other. */
  caseId,
  company: id,
  customer: id,
  /** Of the support platform: they stand with the document, and are found again as earlier credits. */
  incident: id,
  agent: id,
  currency: currencyCode,
  /** A day of an open period. */
  postingDate: z.iso.date(),
  /** Checked by the ERP within the transaction: `customer-document`, `period`, `party`, `service-contract`. */
  versions: z.array(expectedVersion),
};

/**
 * A credit note against one posted customer invoice, line by line with the
 * original's taxes. Amounts are those of the credit, negative. The ERP refuses what is no longer uncredited.
 */
export const creditNote = z
  .strictObject({
    ...common,
    as: z.literal('credit-note'),
    /** The invoice, its number in the ERP, and its tax point, at whose rates the credit is taxed. */
    credits: z.strictObject({ id, number: id, taxPoint: z.iso.date() }),
    lines: z
      .array(
        z.strictObject({ invoiceLine: id, description: z.string().min(1).max(120), net: negative, tax: notPositive }),
      )
      .min(1),
    /** `payable` is what the credit itself leaves: zero where it is reconciled with an open invoice, else its gross. */
    totals: z.strictObject({ net: negative, tax: notPositive, gross: negative, payable: notPositive }),
  })
  .refine(
    ({ lines, totals }) =>
      sum(lines.map(({ net }) => net)).equals(totals.net) && sum(lines.map(({ tax }) => tax)).equals(totals.tax),
    'the lines together are not the totals',
  )
  .refine(({ totals: { net, tax, gross } }) => sum([net, tax]).equals(gross), 'net and tax are not the gross total');
export type CreditNote = z.infer<typeof creditNote>;

/**
 * An entry outside VAT: the account of its reason to the customer's receivable.
 * Every line has one side; both sides are equal.
 */
export const compensationEntry = z
  .strictObject({
    ...common,
    as: z.literal('entry'),
    reason: z.enum(['compensation', 'goodwill']),
    lines: z
      .array(
        z
          .strictObject({
            /** Absent for the customer's receivable, which the ERP knows. */
            account: id.optional(),
            debit: positive.optional(),
            credit: positive.optional(),
          })
          .refine(({ debit, credit }) => (debit === undefined) !== (credit === undefined), 'a debit or a credit'),
      )
      .min(2),
    /** As of a document without tax: negative, as a credit note’s. */
    totals: z.strictObject({
      net: negative,
      tax: decimalText.refine((text) => text === '0', 'lies outside VAT'),
      gross: negative,
      payable: negative,
    }),
  })
  .refine(({ lines }) => sideOf(lines, 'debit').equals(sideOf(lines, 'credit')), 'debit and credit are not equal')
  .refine(({ lines, totals }) => sideOf(lines, 'debit').negated().equals(totals.gross), 'the lines are not the total')
  .refine(
    ({ totals: { net, gross, payable } }) => net === gross && gross === payable,
    'without tax net, gross and payable are one',
  );
export type CompensationEntry = z.infer<typeof compensationEntry>;

/** Payload of the command `post-credit`: a price reduction is a credit note, compensation an entry outside VAT. */
export const postCreditPayload = z.union([creditNote, compensationEntry]);
export type PostCreditPayload = z.infer<typeof postCreditPayload>;

function sideOf(
  lines: readonly { readonly debit?: string | undefined; readonly credit?: string | undefined }[],
  side: 'debit' | 'credit',
): Decimal {
  return sum(lines.map((line) => line[side] ?? '0'));
}
