import { z } from 'zod';
import { decimalText } from '../kernel/decimal.ts';
import { currencyCode } from '../kernel/money.ts';

/** Another requisition that is not closed yet, as its own gathering saw it. */
export const openRequisition = z.object({
  caseId: z.string(),
  company: z.string().min(1),
  costCentre: z.string().min(1),
  /** Id of the budget that it draws on; absent where it has none. */
  budget: z.string().optional(),
  vendor: z.string().optional(),
  requester: z.string(),
  /** What it takes of the budget: net and unrecoverable tax, in `currency`. */
  amount: decimalText,
  currency: currencyCode,
  date: z.iso.date(),
});
export type OpenRequisition = z.infer<typeof openRequisition>;
