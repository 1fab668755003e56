import { z } from 'zod';
import { parseJsonDocument } from '../kernel/json-document.ts';
import { compact } from '../kernel/normalise.ts';
import { visibleText } from '../kernel/visible-text.ts';

const text = visibleText;
const name = text(200);
/** Identifiers and accounts are the same however they are written. */
const compacted = z.string().min(1).max(60).transform(compact);

const bankAccount = z
  .strictObject({
    field: z.literal('bank-account'),
    from: z.array(compacted).max(50).describe('Every active account, as the sender believes.'),
    add: compacted.optional(),
    remove: compacted.optional(),
  })
  .refine(({ add, remove }) => add !== undefined || remove !== undefined, 'neither an account to add nor one to remove')
  .refine(({ add, remove }) => add !== remove, 'the same account is added and removed');

/** Changes that people decide about, whatever else there is about them. */
const isPersonal = (change: { readonly field: string; readonly to?: unknown }) =>
  change.field === 'bank-account' || change.field === 'tax-id' || (change.field === 'hold' && change.to === false);

/** One change of one field of a vendor or customer, as the system that owns the field asks for it. */
export const changeRequest = z
  .strictObject({
    schema: z.literal(1),
    id: text(100).describe('Of the change, in the system that sends it: the same change sent again is the same.'),
    role: z.enum(['vendor', 'customer']),
    code: text(100).describe('Of the party in the ERP; the subject of the event.'),
    name: name.describe('Of the party, as the sender knows it: duplicates are looked for by it, too.'),
    /** `from` is what the sender believes that stands in the ERP. */
    change: z.discriminatedUnion('field', [
      z.strictObject({ field: z.literal('name'), from: name, to: name }),
      z.strictObject({ field: z.literal('tax-id'), from: compacted.nullable(), to: compacted }),
      bankAccount,
      z.strictObject({ field: z.literal('hold'), from: z.boolean(), to: z.boolean() }),
    ]),
    reason: text(1_000),
    requestedBy: text(100)
      .optional()
      .describe('Who asked for it, as our register of people calls them: they approve nothing of it.'),
  })
  .refine(({ change, requestedBy }) => requestedBy !== undefined || !isPersonal(change), {
    path: ['requestedBy'],
    message: 'is missing: who asks for an account, a tax id or the end of a hold approves none of it',
  });
export type ChangeRequest = z.infer<typeof changeRequest>;

/** @throws CountersignError InvalidInput with the reasons and the places, and no value */
export const parseChangeRequest = (raw: Uint8Array): ChangeRequest => parseJsonDocument(changeRequest, raw);
