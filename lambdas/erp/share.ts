import { z } from 'zod';
import { CountersignError } from '../../statemachines/kernel/errors.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { groupOf, withCommitted } from '../shared/authority/committed.ts';
import type { Subject } from '../shared/authority/question.ts';
import type { AuthoritySnapshot } from '../shared/authority/snapshot.ts';
import { type Clock, type Commitment, type Commitments, ConditionLost, type TransactWrite } from '../shared/ports.ts';
import { countDraws, drawnBy, drawnOf } from './drawn.ts';

/** What a command adds to one sum, and at whose turn that sum was read. */
export interface Part {
  /** Of a group of legal entities, or of an account. */
  readonly key: string;
  readonly turn: number;
  /** None of what adds nothing, as a credit. */
  readonly commitment?: Commitment;
}

/** What a command adds to the sum of its group of legal entities, and what it takes of accounts. */
export interface Share {
  readonly group: Part;
  readonly draws: readonly Part[];
}

interface Counted {
  /** The case with what others of its group have committed until now. */
  readonly subject: Subject;
  readonly share: Share;
}

/**
 * Reads each turn first, then its sum: whoever commits in between takes the turn away, and the share can't be written.
 * @throws CountersignError Transient; FactsChanged where not enough is left of an account
 */
export async function countOthers(
  subject: Subject,
  snapshot: AuthoritySnapshot,
  { caseId, workflow }: { readonly caseId: string; readonly workflow: string },
  { commitments, clock }: { readonly commitments: Commitments; readonly clock: Clock },
): Promise<Counted> {
  const day = clock.now().toISOString().slice(0, 10);
  const key = groupOf(workflow, subject);
  const turn = await commitments.turn(key);
  const counted = await withCommitted(subject, snapshot, { workflow, caseId, day }, commitments);
  const draws = await countDraws(subject, { caseId, day }, commitments);
  const { adds, exposures } = subject.measure;
  const commitment = { caseId, date: day, exposures };
  return { subject: counted, share: { group: { key, turn, ...(adds && { commitment }) }, draws } };
}

const committed = z.object({ group: z.string(), entry: z.string() });

/**
 * What is written with the entry by which an effect takes its share, and what that entry says of it, so that it can be
 * released; what only undoes takes none. `absent`: an earlier preparation of which the ERP has nothing; its share goes.
 */
export function takeShare(share: Share | undefined, effect: string, absent?: LedgerEntry) {
  if (!share) return { body: {}, writes: [] };
  const parts = [share.group, ...share.draws];
  const turns = parts.map(({ key, turn }): TransactWrite => ({ kind: 'turn', key, was: turn }));
  const [own] = countedAs(share.group, effect);
  const draws = share.draws.flatMap((part) => countedAs(part, effect));
  const taken = [...(own ? [own] : []), ...draws];
  const gone = releaseShare(absent).filter(
    (was) => !taken.some(({ key, entry }) => was.key === key && was.entry === entry),
  );
  const body = { ...(own && { committed: { group: own.key, entry: own.entry } }), ...drawnOf(draws) };
  return { body, writes: [...gone, ...turns, ...taken] };
}

const countedAs = ({ key, commitment }: Part, effect: string) =>
  commitment ? [{ kind: 'committed', key, entry: `${commitment.date}/${effect}`, commitment } as const] : [];

/** Takes what a preparation has committed off the sums again: only where the ERP is known not to have its document. */
export function releaseShare(preparation: LedgerEntry | undefined) {
  const share = committed.safeParse(preparation?.body['committed']).data;
  const own = share ? [{ key: share.group, entry: share.entry }] : [];
  return [...own, ...drawnBy(preparation)].map(({ key, entry }) => ({ kind: 'released', key, entry }) as const);
}

/** Times that others of the group or of an account may come first before the command waits. */
const MOST_TURNS = 5;

/**
 * Does it all again, with them counted, where others of the group or of an account came first.
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
  throw new CountersignError('Transient', `${MOST_TURNS} others of its group or of an account came first`);
}
