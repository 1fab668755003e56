import { z } from 'zod';
import type { Withdrawn } from '../kernel/events/event-contract.ts';
import { canonical, keyOf } from './identify.ts';
import { invoice } from './invoice.ts';

const identity = z.string().trim().min(1).max(300);

/** By what a sender names an invoice that it has sent: its business key, as the document gives it. */
export const invoiceIdentity = z.strictObject({
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
});

/** What a sender says of the invoice that it withdraws, and why. */
export const invoiceWithdrawal = invoiceIdentity.extend({ reason: z.string().trim().min(1).max(1_000) });
export type InvoiceWithdrawal = z.input<typeof invoiceWithdrawal>;

/** The business key of the invoice that is named; the same as that of its document. */
export function keyOfIdentity({ buyer, seller, ...rest }: z.infer<typeof invoiceIdentity>): readonly string[] {
  return keyOf({ buyer: canonical(buyer), seller: canonical(seller), ...rest });
}

/** The case that a withdrawal is of; the same as that of its document. */
export function identifyWithdrawal(data: unknown): Withdrawn {
  const { reason, ...of } = invoiceWithdrawal.parse(data);
  return { businessKey: keyOfIdentity(of), subject: `${of.kind} ${of.number} from ${of.seller}`, reason };
}
