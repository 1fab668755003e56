import { z } from 'zod';
import { Decimal, decimalText, sum } from '../kernel/decimal.ts';
import { caseId } from '../kernel/ids.ts';
import { currencyCode } from '../kernel/money.ts';
import { expectedVersion } from '../kernel/proposal.ts';

const id = z.string().min(1);
const positive = decimalText.refine((text) => new Decimal(text).greaterThan(0), 'must be more than zero');

const line = z
  .strictObject({
    description: z.string().min(1).max(120),
    /** One of the two. */
    product: id.optional(),
    account: id.optional(),
    quantity: positive,
    unit: z.string().optional(),
    /** Net for one unit, four decimals at the most. */
    unitPrice: decimalText,
    /** Quantity × unit price, to the currency's minor unit. */
    net: positive,
    taxes: z.array(id),
    wantedBy: z.iso.date(),
  })
  .refine(({ product, account }) => (product === undefined) !== (account === undefined), 'a product or an account');

/**
 * Payload of the command `place-order`: one purchase order, created, quoted and confirmed in one transaction. Ids are those of
 * the system of record, amounts in `currency`.
 */
export const placeOrderPayload = z
  .strictObject({
    schema: z.literal(1),
    /** Stands with the order in the ERP, so that either leads to the other. */
    caseId,
    company: id,
    vendor: id,
    /** Of the requisition, and who asked for it, as the register calls them. */
    requisition: id,
    requester: id,
    costCentre: id,
    currency: currencyCode,
    orderDate: z.iso.date(),
    lines: z.array(line).min(1),
    totals: z.strictObject({ net: positive, tax: decimalText, gross: positive }),
    /** What it may take of each budget, in the budget's currency; the ERP refuses (`BUDGET_EXCEEDED`) what is not left. */
    budgets: z.array(z.strictObject({ id, amount: positive, currency: currencyCode })),
    /** Checked by the ERP within the transaction: `vendor`, `cost-centre`. */
    versions: z.array(expectedVersion),
  })
  .refine(
    ({ lines, totals }) => sum(lines.map(({ net }) => net)).equals(totals.net),
    'the lines together are not the net total',
  )
  .refine(({ totals: { net, tax, gross } }) => sum([net, tax]).equals(gross), 'net and tax are not the gross total');
export type PlaceOrderPayload = z.infer<typeof placeOrderPayload>;
