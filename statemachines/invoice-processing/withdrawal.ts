import { z } from 'zod';
import type { Withdrawn } from '../kernel/events/event-contract.ts';
import { canonical, keyOf } from './identify.ts';
import { invoice } from './invoice.ts';

const identity = z.string().trim().min(1).max(300);

/** What a sender says of the invoice that it withdraws: its business key, as the document gives it, and why. */
export const invoiceWithdrawal = z.strictObject({
  buyer: identity.describe(
    'The strongest identity that the document gives: the VAT identifier, else scheme and registration (`0002:552100554`), else the tax registration, else the name.',
  ),
  seller: identity.describe('Likewise.'),
  kind: invoice.shape.kind,
  number: z.string().trim().min(1).max(100).describe('BT-1.'),
  year: z
    .string()
    .regex(/^\d{4}$/)
    .describe('Of issue (BT-2).'),
  reason: z.string().trim().min(1).max(1_000),
});
export type InvoiceWithdrawal = z.input<typeof invoiceWithdrawal>;

/** The case that a withdrawal is of; the same as that of its document. */
export function identifyWithdrawal(data: unknown): Withdrawn {
  const { buyer, seller, kind, number, year, reason } = invoiceWithdrawal.parse(data);
  const parties = { buyer: canonical(buyer), seller: canonical(seller) };
  const businessKey = keyOf({ ...parties, kind, number, year });
  return { businessKey, subject: `${kind} ${number} from ${seller}`, reason };
}
