import { z } from 'zod';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { type Stream, stream } from '../../statemachines/kernel/order.ts';

/** What a `held` entry says; its evidence is the bus event as it came. */
export const heldBody = z.looseObject({
  stream,
  sequence: z.int().positive(),
  eventId: z.string(),
  /** Of the CloudEvent, canonical. */
  digest: z.string(),
  reason: z.string(),
  /** If it came out of quarantine: from which case, and every name of those who have repaired it there. */
  readmission: z.strictObject({ quarantine: z.string(), repairedBy: z.array(z.string()) }).optional(),
});

/** An event that waits for its turn. */
export interface HeldEvent {
  readonly sequence: number;
  readonly eventId: string;
  readonly digest: string;
  readonly entry: LedgerEntry;
}

/** A subject of which something came out of its order, folded from the ledger of its case. */
export interface Ordered {
  readonly caseId: string;
  readonly stream: Stream;
  /** What waits, in order. */
  readonly held: readonly HeldEvent[];
  /** The entry that says that the time of what waits first is over. */
  readonly expired?: LedgerEntry;
}

/** `gap-expired` is written once for each event that waits in vain. */
export const expiryKey = ({ sequence }: Pick<HeldEvent, 'sequence'>) => `gap-expired/${sequence}`;

/** None if nothing of the subject has been held. */
export function orderedOf(entries: readonly LedgerEntry[]): Ordered | undefined {
  const all = entries.filter(({ stage }) => stage === 'held');
  const [any] = all;
  if (!any) return undefined;
  const letGo = new Set(entries.filter(({ stage }) => stage === 'let-go').map(({ body }) => body['held']));
  const held = all
    .filter(({ hash }) => !letGo.has(hash))
    .map((entry) => ({ ...heldBody.pick({ sequence: true, eventId: true, digest: true }).parse(entry.body), entry }))
    .toSorted((one, other) => one.sequence - other.sequence);
  const [first] = held;
  const expired = first && entries.find(({ entryKey }) => entryKey === expiryKey(first));
  return { caseId: any.caseId, stream: heldBody.parse(any.body).stream, held, ...(expired && { expired }) };
}
