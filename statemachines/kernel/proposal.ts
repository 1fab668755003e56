import { z } from 'zod';
import { caseId, digestOf, sha256Hex } from './ids.ts';
import { money } from './money.ts';

/** One exact ERP command. `payload` is canonical JSON whose schema belongs to `kind`; amounts are decimal text. */
export const command = z.strictObject({
  kind: z.string(),
  /** The ERP company: also the FIFO group that serialises its writes. */
  company: z.string(),
  /** Key under which the ERP itself enforces uniqueness; the same for every attempt at the same effect. */
  idempotencyKey: z.string().min(8).max(200),
  payload: z.record(z.string(), z.json()),
  /** The command that undoes it, or why nothing can. */
  compensation: z.strictObject({ kind: z.string(), reason: z.string() }),
});
export type Command = z.infer<typeof command>;

/** The version of a system-of-record entity that the proposal was computed from. */
export const expectedVersion = z.strictObject({ kind: z.string(), id: z.string(), version: z.string() });
export type ExpectedVersion = z.infer<typeof expectedVersion>;

/** What exactly would happen: canonical JSON, identified by its digest. */
export const proposal = z.strictObject({
  schema: z.literal(1),
  caseId,
  workflow: z.strictObject({ slug: z.string(), version: z.string() }),
  commands: z.array(command).min(1),
  expects: z.array(expectedVersion),
  /** Resolved business keys that no other case may hold once this one is prepared. */
  claims: z.array(z.string()),
  /** In group currency, for people to read. */
  exposure: money,
  evidence: z.strictObject({ document: sha256Hex, facts: sha256Hex }),
});
export type Proposal = z.infer<typeof proposal>;

export function proposalDigest(value: Proposal): string {
  return digestOf(value);
}

/** The identity of one command of one proposal: what a countersignature is used up for. */
export function commandIdOf(digest: string, index: number): string {
  return digestOf([digest, index]).slice(0, 40);
}
