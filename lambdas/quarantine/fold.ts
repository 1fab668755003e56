import { z } from 'zod';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { faultByPath } from '../../statemachines/kernel/quarantine.ts';

/** What a `quarantined` entry says of the event that came. */
export const arrivalBody = z.looseObject({
  /** EventBridge's source, pinned to its producer by the bus policy. */
  sender: z.string(),
  type: z.string(),
  eventId: z.string(),
  /** As the event says, UTC; empty where it says nothing. */
  time: z.string(),
  faults: z.array(faultByPath),
  /** That readmission failed with these reasons; of an arrival from outside, nothing. */
  readmission: z.string().optional(),
});

/** How an event in quarantine stands: `waiting` for a person, `readmitted` on its way, and two ends. */
export type QuarantineState = 'waiting' | 'readmitted' | 'admitted' | 'discarded';

/** An event in quarantine, folded from the ledger of its case. */
export interface Quarantined extends Pick<z.infer<typeof arrivalBody>, 'sender' | 'type' | 'eventId' | 'time'> {
  readonly caseId: string;
  readonly state: QuarantineState;
  /** UTC. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** How often it came from outside, as far as it is counted. */
  readonly count: number;
  /** Why it could not be read last. */
  readonly faults: z.infer<typeof faultByPath>[];
  /** Evidence: the event as it came, and as it would be readmitted now. */
  readonly original: string;
  readonly digest: string;
  /** Every name of those who have repaired what would be readmitted. */
  readonly repairedBy: readonly string[];
  /** The newest entry that ended it. */
  readonly outcome?: LedgerEntry;
}

const names = z.array(z.string()).catch([]);
const isArrival = ({ stage, body }: LedgerEntry) => stage === 'quarantined' && body['readmission'] === undefined;

/** None if the case has no event in quarantine. */
export function quarantinedOf(entries: readonly LedgerEntry[]): Quarantined | undefined {
  const arrivals = entries.filter(isArrival);
  const [first] = arrivals;
  const original = first?.evidence[0];
  if (!first || !original) return undefined;
  const { sender, type, eventId, time } = arrivalBody.parse(first.body);
  const last = entries.findLast(({ stage }) => stage === 'quarantined') ?? first;
  const repairs = entries.filter(({ stage }) => stage === 'repaired');
  const outcome = entries.findLast(({ stage }) => stage === 'admitted' || stage === 'discarded');
  return {
    ...{ caseId: first.caseId, sender, type, eventId, time, original },
    state: stand(entries).state,
    firstSeen: first.at,
    lastSeen: arrivals.at(-1)?.at ?? first.at,
    count: arrivals.length,
    faults: arrivalBody.parse(last.body).faults,
    digest: repairs.at(-1)?.evidence[0] ?? original,
    repairedBy: [...new Set(repairs.flatMap(({ actor, body }) => [actor.id, ...names.parse(body['names'])]))],
    ...(outcome && { outcome }),
  };
}

/** The entry from which on it waits for a person; none while it does not. */
export function waitingSince(entries: readonly LedgerEntry[]): LedgerEntry | undefined {
  const { state, since } = stand(entries);
  return state === 'waiting' ? since : undefined;
}

/** What comes again is only counted, unless somebody had put it away. */
function stand(entries: readonly LedgerEntry[]): { state: QuarantineState; since: LedgerEntry | undefined } {
  let state: QuarantineState = 'waiting';
  let since: LedgerEntry | undefined;
  for (const entry of entries) {
    if (entry.stage === 'readmitted' || entry.stage === 'admitted' || entry.stage === 'discarded') state = entry.stage;
    else if (entry.stage === 'quarantined' && (!since || state === 'discarded' || !isArrival(entry))) {
      state = 'waiting';
      since = entry;
    }
  }
  return { state, since };
}
