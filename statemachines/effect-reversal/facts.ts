import { z } from 'zod';
import { act } from '../kernel/authority/duties.ts';
import { decimalText } from '../kernel/decimal.ts';
import { caseId } from '../kernel/ids.ts';
import { currencyCode } from '../kernel/money.ts';
import { expectedVersion } from '../kernel/proposal.ts';

const id = z.string().min(1);

/** A posted supplier invoice or credit note, as the ERP has it now. Amounts are in `currency`, negative for a credit. */
export const postedDocument = z.strictObject({
  id,
  number: z.string(),
  /** Our idempotency key, if it came by us. */
  key: z.string().optional(),
  /** The case that its description names. */
  caseId: caseId.optional(),
  kind: z.enum(['debit', 'credit']),
  /** The ERP's own word. */
  state: z.string(),
  currency: currencyCode,
  net: decimalText,
  tax: decimalText,
  gross: decimalText,
  /** What is open of it. */
  payable: decimalText,
  vendor: z.strictObject({ id, code: z.string().optional(), name: z.string() }),
  date: z.iso.date(),
  advancesApplied: z.boolean(),
  /** Posted documents that credit it, oldest first. */
  creditedBy: z.array(z.strictObject({ id, number: z.string() })),
  cancelled: z.boolean(),
  paymentBlocked: z.boolean(),
});
export type PostedDocument = z.infer<typeof postedDocument>;

/** What the systems of record say about a document to be reversed. */
export const postedDocumentFacts = z.strictObject({
  schema: z.literal(1),
  /** UTC. */
  readAt: z.iso.datetime(),
  company: z.strictObject({ id, code: z.string().min(1), name: z.string(), currency: currencyCode }).optional(),
  document: postedDocument.optional(),
  periods: z.array(z.strictObject({ id, start: z.iso.date(), end: z.iso.date(), open: z.boolean() })),
  acts: z.array(act),
  /** Of the document (`vendor-document`), and of the periods. */
  versions: z.array(expectedVersion),
});
export type PostedDocumentFacts = z.infer<typeof postedDocumentFacts>;
