import { z } from 'zod';
import { act } from '../kernel/authority/duties.ts';
import { expectedVersion } from '../kernel/proposal.ts';

const id = z.string().min(1);
const day = z.iso.date();
const role = z.enum(['vendor', 'customer']);

/** What the facts of the kind `party` are asked with. */
export const partyQuery = z.strictObject({
  role,
  /** Of the party meant. */
  code: z.string().min(1).optional(),
  taxId: z.string().min(1).optional(),
  name: z.string().min(1),
  ibans: z.array(z.string()),
});
export type PartyQuery = z.infer<typeof partyQuery>;

/** A party of the system of record as it stands there. */
export const partyFact = z.strictObject({
  id,
  code: z.string().optional(),
  name: z.string(),
  active: z.boolean(),
  hold: z.boolean(),
  country: z.string().optional(),
  taxId: z.string().optional(),
  identifiers: z.array(z.strictObject({ scheme: z.string().optional(), id: z.string() })),
  /** `since` when they stand there unchanged. */
  accounts: z.array(z.strictObject({ number: z.string(), active: z.boolean(), since: day })),
  /** Known numbers to call back; `unchangedSince` tells whether one is old enough to trust. */
  phones: z.array(z.strictObject({ id, number: z.string(), unchangedSince: day })),
  roles: z.array(role),
  /** The party meant by its code; the others are possible duplicates of it, rather one too many. */
  matchedBy: z.array(z.enum(['code', 'tax-id', 'identifier', 'account', 'name'])),
});
export type PartyFact = z.infer<typeof partyFact>;

/** What is known of a party that is to be changed, and of those that may be the same one. */
export const partyFacts = z.strictObject({
  schema: z.literal(1),
  /** UTC. */
  readAt: z.iso.datetime(),
  parties: z.array(partyFact),
  /** Who changed the party meant. */
  acts: z.array(act),
  /** Of kind `party`, of every party here. */
  versions: z.array(expectedVersion),
});
export type PartyFacts = z.infer<typeof partyFacts>;
