import { CountersignError, isErrorNamed } from '../../statemachines/kernel/errors.ts';
import { MOST_AHEAD, orderCaseId, type Stream } from '../../statemachines/kernel/order.ts';
import { orderedOf } from '../order/fold.ts';
import { NOBODY } from '../order/positions.ts';
import type { IntakeDeps, Received } from './deps.ts';
import { hold, letGo, noteOutdated } from './out-of-turn.ts';

/** An event that was read, and its place among those of its subject. */
export interface Turn {
  readonly stream: Stream;
  readonly sequence: number;
  readonly eventId: string;
  /** As it came over the bus, and the digest of the CloudEvent in it. */
  readonly event: unknown;
  readonly digest: string;
  /** Takes it in, whatever its place; idempotent. */
  readonly open: () => Promise<Received>;
}

/**
 * Takes an event in after all that come before it, or holds it until then. Its place is its own before anything is done,
 * so that of two events of one number one is taken in; the position is raised after that, and then what waits for it is
 * let go. Whoever holds looks at the position afterwards, and whoever raises it looks at what is held afterwards: one of
 * the two sees the other. What can't be taken in at all leaves its place to another event, or to a person who skips it.
 * @throws CountersignError InvalidInput when the place is another's or too far ahead; Transient
 */
export async function inTurn(turn: Turn, deps: IntakeDeps): Promise<Received> {
  const { positions } = deps;
  const { sequence, eventId } = turn;
  const caseId = orderCaseId(turn.stream);
  const last = await positions.last(caseId);
  if (sequence <= last) return afterwards(turn, caseId, last, deps);
  if (sequence > last + MOST_AHEAD) throw tooFar(sequence, last);
  const holder = await positions.claim(caseId, sequence, eventId);
  if (holder !== eventId) {
    const now = await positions.last(caseId);
    if (holder === NOBODY || sequence <= now) return tooLate(turn, caseId, { holder, last: now }, deps);
    throw new CountersignError('InvalidInput', `sequence: ${sequence} came before with event ${holder}`);
  }
  if (sequence > last + 1) {
    const reason = await hold(turn, caseId, last, deps);
    if (sequence > (await positions.last(caseId)) + 1) return { answer: 'held', caseId, reasons: [reason] };
  }
  const received = await turn.open().catch(async (error: unknown) => {
    if (isErrorNamed(error, 'InvalidInput')) await positions.free(caseId, sequence, eventId);
    throw error;
  });
  await positions.advance(caseId, sequence);
  await follow(turn, caseId, received, deps);
  return received;
}

/** What was taken in is answered as it is without a number; what others have overtaken is put on record. */
async function afterwards(turn: Turn, caseId: string, last: number, deps: IntakeDeps): Promise<Received> {
  const holder = await deps.positions.holder(caseId, turn.sequence);
  if (holder !== turn.eventId) return tooLate(turn, caseId, { holder, last }, deps);
  const received = await turn.open();
  await follow(turn, caseId, received, deps);
  return received;
}

/** Notes that what was held has been taken in, and asks for what may be taken in now. */
async function follow({ sequence, digest }: Turn, caseId: string, received: Received, deps: IntakeDeps) {
  const { held = [] } = orderedOf(await deps.ledger.read(caseId)) ?? {};
  const own = held.find((found) => found.sequence === sequence && found.digest === digest);
  if (own) await letGo(own.entry, received, deps);
  const next = held.find((found) => found.sequence === sequence + 1);
  if (next) await deps.ask({ release: { caseId, entry: next.entry.hash } });
}

function tooLate(
  turn: Turn,
  caseId: string,
  { holder, last }: { holder: string | undefined; last: number },
  deps: IntakeDeps,
): Promise<Received> {
  const overtaken = `comes after ${last}, the last of its subject that was taken in`;
  const why = holder === NOBODY ? 'was not waited for any longer: a person has skipped it' : overtaken;
  return noteOutdated(turn, caseId, `sequence: ${turn.sequence} ${why}`, deps);
}

const tooFar = (sequence: number, last: number) =>
  new CountersignError(
    'InvalidInput',
    `sequence: ${sequence} is more than ${MOST_AHEAD} after ${last}, the last of its subject that was taken in`,
  );
