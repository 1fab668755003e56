import { z } from 'zod';
import { isoDate } from './invoice.ts';
import type { InvoiceCase } from './invoice-case.ts';

/** What a reviewer may want otherwise; never what is paid, to whom, or for what. */
export const invoiceAdjustments = z.strictObject({
  /** A day of an open period, not before the issue date. */
  postingDate: isoDate.optional(),
  /** Id of an expense account, for whatever neither a product nor an order assigns to one. */
  account: z.string().min(1).max(50).optional(),
});
type Wanted = z.infer<typeof invoiceAdjustments>;

/** What a reviewer wants of this case; nothing if nobody has asked. */
export function wantedOf({ adjustments }: Pick<InvoiceCase, 'adjustments'>): Wanted {
  return invoiceAdjustments.parse(adjustments ?? {});
}
