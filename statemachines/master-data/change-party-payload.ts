import { z } from 'zod';
import { caseId } from '../kernel/ids.ts';
import { expectedVersion } from '../kernel/proposal.ts';

const text = z.string().trim().min(1).max(200);
const compact = z.string().regex(/^[A-Z0-9]+$/, 'must be compact and upper case');
const taxId = compact.min(4).max(20);
const iban = compact.regex(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/, 'must be an IBAN');

const bankAccount = z
  .strictObject({ field: z.literal('bank-account'), add: iban.optional(), remove: iban.optional() })
  .refine(({ add, remove }) => add !== undefined || remove !== undefined, 'neither an account to add nor one to remove')
  .refine(({ add, remove }) => add !== remove, 'the same account is added and removed');

/** What exactly is to be different in a party's master data afterwards. */
export const partyChange = z.discriminatedUnion('field', [
  z.strictObject({ field: z.literal('name'), to: text }),
  /** VAT id with its country prefix. */
  z.strictObject({ field: z.literal('tax-id'), to: taxId }),
  bankAccount,
  z.strictObject({ field: z.literal('hold'), to: z.boolean() }),
]);
export type PartyChange = z.infer<typeof partyChange>;

/** Payload of the command `change-party`: one field of one party of the system of record, by its id there. */
export const changePartyPayload = z.strictObject({
  schema: z.literal(1),
  /** Stands with the party in the ERP, so that either leads to the other. */
  caseId,
  party: z.string().min(1),
  /** By which the party was chosen, and is still to be called. */
  code: z.string().min(1).max(100),
  role: z.enum(['vendor', 'customer']),
  change: partyChange,
  /** Of kind `party`; checked by the ERP within the change itself. */
  versions: z.array(expectedVersion),
});
export type ChangePartyPayload = z.infer<typeof changePartyPayload>;
