import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { Person } from '../review/deps.ts';
import { eventOf, genuine } from './act.ts';
import type { QuarantineDeps } from './deps.ts';
import { quarantinedOf } from './fold.ts';
import { requireKeeper } from './keeper.ts';
import type { Listed, Shown, Standing } from './schemas.ts';

/** How many whole seconds it has been there. */
const ageOf = (firstSeen: string, { clock }: Pick<QuarantineDeps, 'clock'>) =>
  Math.max(0, Math.floor((clock.now().getTime() - Date.parse(firstSeen)) / 1000));

/**
 * What waits, oldest first: a page of bounded work.
 * @throws QuarantineRefusal not-keeper
 */
export async function listQuarantine(
  person: Person,
  { after, limit }: { after?: string | undefined; limit: number },
  deps: QuarantineDeps,
): Promise<Listed> {
  await requireKeeper(person, deps);
  const found = await deps.waiting({ after: after && Buffer.from(after, 'base64url').toString('utf8'), limit });
  const quarantined = found.map(({ place: _, ...line }) => ({ ...line, ageSeconds: ageOf(line.firstSeen, deps) }));
  const last = found.length === limit ? found.at(-1)?.place : undefined;
  return { quarantined, ...(last && { next: Buffer.from(last).toString('base64url') }) };
}

/**
 * One event with all that is known of it.
 * @throws QuarantineRefusal; CountersignError LedgerBroken
 */
export async function showQuarantine(
  person: Person,
  { caseId }: { caseId: string },
  deps: QuarantineDeps,
): Promise<Shown> {
  await requireKeeper(person, deps);
  const entries = await deps.ledger.read(caseId);
  const of = await genuine(entries, deps);
  const { sender, type, eventId, time, firstSeen, lastSeen, count, faults, original, digest } = of;
  return {
    ...standingOf(entries, caseId),
    ...{ sender, type, eventId, time, firstSeen, lastSeen, count, ageSeconds: ageOf(firstSeen, deps), faults },
    event: await eventOf(of, digest, deps),
    ...(digest !== original && { original: await eventOf(of, original, deps) }),
    history: entries.filter(({ stage }) => stage !== 'quarantined').map(told),
  };
}

/** How it stood when an entry had been written. */
export function standingOf(entries: readonly LedgerEntry[], caseId: string): Standing {
  const of = quarantinedOf(entries);
  return { caseId, state: of?.state ?? 'waiting', digest: of?.digest ?? '', admitted: admittedOf(of?.outcome) };
}

function admittedOf(outcome: LedgerEntry | undefined): Standing['admitted'] {
  if (outcome?.stage !== 'admitted') return undefined;
  const { answer, admittedAs } = outcome.body;
  return { answer: String(answer), ...(typeof admittedAs === 'string' && { caseId: admittedAs }) };
}

const told = ({ stage, actor, at, body: { reason } }: LedgerEntry) => ({
  ...{ stage, by: actor.id, at },
  ...(typeof reason === 'string' && { reason }),
});
