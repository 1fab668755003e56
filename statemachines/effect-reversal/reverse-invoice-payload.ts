import { z } from 'zod';
import { decimalText } from '../kernel/decimal.ts';
import { caseId } from '../kernel/ids.ts';
import { currencyCode } from '../kernel/money.ts';
import { expectedVersion } from '../kernel/proposal.ts';

const id = z.string().min(1);

/**
 * Payload of the command `reverse-invoice`: the posted document that is credited in full, and reconciled with its credit at
 * once. Amounts are those of the credit, in the document's currency.
 */
export const reverseInvoicePayload = z.strictObject({
  schema: z.literal(1),
  /** The reversal's own case; it stands with the credit in the ERP. */
  caseId,
  /** What is reversed: the case and the key that posted it, its id and number in the ERP. */
  reverses: z.strictObject({ caseId, key: id, document: id, number: id }),
  /** ERP company. */
  company: id,
  currency: currencyCode,
  /** A day of an open period. */
  postingDate: z.iso.date(),
  reason: z.string().min(1).max(300),
  /** The exact negation of the original's; nothing is left to pay. */
  totals: z.strictObject({
    net: decimalText,
    tax: decimalText,
    gross: decimalText,
    payable: decimalText.refine((text) => text === '0', 'nothing is left to pay of a credit that is reconciled'),
  }),
  /** Checked by the ERP within the posting itself: of the document (`vendor-document`) and of the period. */
  versions: z.array(expectedVersion),
});
export type ReverseInvoicePayload = z.infer<typeof reverseInvoicePayload>;
