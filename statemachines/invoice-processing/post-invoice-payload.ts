import { z } from 'zod';
import { Decimal, decimalText, sum } from '../kernel/decimal.ts';
import { caseId } from '../kernel/ids.ts';
import { currencyCode } from '../kernel/money.ts';
import { expectedVersion } from '../kernel/proposal.ts';
import { isoDate } from './invoice.ts';

const id = z.string().min(1);

/** What is booked for one line, allowance or charge. */
const line = z.strictObject({
  /** The order's own words where there is an order line; else the document's, bounded and without account numbers. */
  description: z.string().min(1).max(120),
  /** Never zero; of the order line's unit where there is one. */
  quantity: decimalText.refine((text) => text !== '0', 'must not be zero'),
  /** UN/ECE Rec 20, for readers. */
  unit: z.string().optional(),
  /** Net ÷ quantity to 6 decimals; `net` is what is booked. */
  unitPrice: decimalText,
  net: decimalText,
  vatCodes: z.array(id),
  orderLine: id.optional(),
  /** Only where the order line has no product; never from the document. */
  account: id.optional(),
});

/** The whole of what is open of it. */
const advance = z.strictObject({ id, amount: decimalText.refine((text) => new Decimal(text).greaterThan(0)) });

const fields = z.strictObject({
  schema: z.literal(1),
  /** Stands with the document in the ERP, so that either leads to the other. */
  caseId,
  company: id,
  vendor: id,
  /** BT-1 as written. */
  reference: z.string().min(1),
  class: z.enum(['debit', 'credit']),
  currency: currencyCode,
  /** BT-2; BT-7 where it is another day. */
  issueDate: isoDate,
  taxPointDate: isoDate.optional(),
  postingDate: isoDate,
  /** BT-9; without it the vendor's terms count. */
  dueDate: isoDate.optional(),
  /** The service ended on this day, before the posting's period: an accrual is due. */
  accrualUntil: isoDate.optional(),
  lines: z.array(line).min(1),
  /** What must stand in the ERP after posting: BT-109, BT-110, BT-112, and what is then left to pay: BT-115 where advances are applied. */
  totals: z.strictObject({ net: decimalText, tax: decimalText, gross: decimalText, payable: decimalText }),
  /** The ERP's own tax may differ so much from BT-110 and is then corrected. */
  taxDifferenceLimit: decimalText,
  /** BT-113; without `advances` for the person who matches it to the posted advance. */
  prepaid: decimalText.optional(),
  /** Posted advances that it uses up, together exactly BT-113. */
  advances: z.array(advance).min(1).optional(),
  /** BT-114, on the company's rounding account. */
  rounding: z.strictObject({ amount: decimalText, account: id }).optional(),
  /** The posted invoice that this one credits. */
  credits: id.optional(),
  /** Blocked for payment, and why. */
  paymentBlock: z.string().min(1).max(300).optional(),
  /** The account is in doubt: whoever lifts the block pays from this day on. */
  payNotBefore: isoDate.optional(),
  /** Checked by the ERP within the posting itself. */
  versions: z.array(expectedVersion),
});

/**
 * Payload of the command `post-invoice`: ids of the system of record, amounts in the document's currency and as
 * booked, negative for a credit. There is no place for a bank account: payment follows the vendor's master.
 */
export const postInvoicePayload = fields
  .refine(({ class: of, advances = [] }) => of === 'debit' || advances.length === 0, 'a credit uses up no advance')
  .refine(({ advances = [] }) => new Set(advances.map((each) => each.id)).size === advances.length, 'an advance twice')
  .refine(
    ({ advances, prepaid }) => !advances || appliedOf(advances).equals(prepaid ?? 0),
    'the advances together are not what was prepaid',
  )
  .refine(
    ({ totals, rounding, advances = [] }) =>
      sum([totals.gross, rounding?.amount ?? '0'])
        .minus(appliedOf(advances))
        .equals(totals.payable),
    'gross and rounding less advances are not what is payable',
  );
export type PostInvoicePayload = z.infer<typeof postInvoicePayload>;

function appliedOf(advances: readonly z.infer<typeof advance>[]): Decimal {
  return sum(advances.map(({ amount }) => amount));
}
