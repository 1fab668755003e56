import { z } from 'zod';
import { decimalText } from '../kernel/decimal.ts';
import { currencyCode } from '../kernel/money.ts';

/** Another claim that is not closed yet, as its own gathering saw it. */
export const openClaim = z.object({
  caseId: z.string(),
  company: z.string().min(1),
  customer: z.string().min(1),
  incident: z.string(),
  agent: z.string(),
  /** Net, as claimed. */
  amount: decimalText,
  currency: currencyCode,
  date: z.iso.date(),
});
export type OpenClaim = z.infer<typeof openClaim>;

/** The same for all spellings of an incident: one in other letters is no other incident. */
export const incidentKey = (incident: string): string => incident.toUpperCase();
