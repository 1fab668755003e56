import { z } from 'zod';
import { decimalText } from '../kernel/decimal.ts';
import { currencyCode } from '../kernel/money.ts';
import { isoDate } from './invoice.ts';

/** Another case of this workflow that is not closed yet, as its own gathering saw it. */
export const openCase = z.object({
  caseId: z.string(),
  company: z.string().min(1),
  vendor: z.string().min(1),
  /** BT-1 as written. */
  number: z.string(),
  class: z.enum(['debit', 'credit']),
  /** BT-112 as booked, in `currency`. */
  amount: decimalText,
  currency: currencyCode,
  date: isoDate,
  order: z.string().optional(),
});
export type OpenCase = z.infer<typeof openCase>;
