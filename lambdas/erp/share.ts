import { z } from 'zod';
import { CountersignError } from '../../statemachines/kernel/errors.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { groupOf, withCommitted } from '../shared/authority/committed.ts';
import type { Subject } from '../shared/authority/question.ts';
import type { AuthoritySnapshot } from '../shared/authority/snapshot.ts';
import { type Clock, type Commitment, type Commitments, ConditionLost, type TransactWrite } from '../shared/ports.ts';

/** What a command adds to the sum of its group of legal entities, and at whose turn that sum was read. */
export interface Share {
  readonly group: string;
  readonly turn: number;
  /** None of what adds nothing, as a credit. */
  readonly commitment?: Commitment;
}

interface Counted {
  /** The case with what others of its group have committed until now. */
  readonly subject: Subject;
  readonly share: Share;
}

/**
 * Reads the turn first, then the sum: whoever commits in between takes the turn away, and the share can't be written.
 * @throws CountersignError Transient
 */
export async function countOthers(
  subject: Subject,
  snapshot: AuthoritySnapshot,
  { caseId, workflow }: { readonly caseId: string; readonly workflow: string },
  { commitments, clock }: { readonly commitments: Commitments; readonly clock: Clock },
): Promise<Counted> {
  const day = clock.now().toISOString().slice(0, 10);
  const group = groupOf(workflow, subject);
  const turn = await commitments.turn(group);
  const counted = await withCommitted(subject, snapshot, { workflow, caseId, day }, commitments);
  const { adds, exposures } = subject.measure;
  const commitment = { caseId, date: day, exposures };
  return { subject: counted, share: { group, turn, ...(adds && { commitment }) } };
}

const committed = z.object({ group: z.string(), entry: z.string() });

/**
 * What is written with the entry by which an effect takes its share, and what that entry says of it, so that it can be
 * released; what only undoes takes none. `absent`: an earlier preparation of which the ERP has nothing; its share goes.
 */
export function takeShare(share: Share | undefined, effect: string, absent?: LedgerEntry) {
  if (!share) return { body: {}, writes: [] };
  const { group, turn, commitment } = share;
  const taken: TransactWrite = { kind: 'turn', key: group, was: turn };
  const entry = `${commitment?.date}/${effect}`;
  const gone = releaseShare(absent).filter((write) => !commitment || write.key !== group || write.entry !== entry);
  if (!commitment) return { body: {}, writes: [...gone, taken] };
  const counted: TransactWrite = { kind: 'committed', key: group, entry, commitment };
  return { body: { committed: { group, entry } }, writes: [...gone, taken, counted] };
}

/** Takes what a preparation has committed off the sum again: only where the ERP is known not to have its document. */
export function releaseShare(preparation: LedgerEntry | undefined) {
  const share = committed.safeParse(preparation?.body['committed']).data;
  return share ? [{ kind: 'released', key: share.group, entry: share.entry } as const] : [];
}

/** Times that others of the group may come first before the command waits. */
const MOST_TURNS = 5;

/**
 * Does it all again, with them counted, where others of the group came first.
 * @throws CountersignError Transient when they always do
 */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ConditionLost) || error.write.kind !== 'turn') throw error;
    }
  }
  throw new CountersignError('Transient', `${MOST_TURNS} others of its group came first`);
}
