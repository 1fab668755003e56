import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { requireKeeper } from '../quarantine/keeper.ts';
import type { Person } from '../review/deps.ts';
import type { OrderDeps } from './deps.ts';
import type { Listed, Shown } from './schemas.ts';
import { standingOf } from './standing.ts';

/**
 * Subjects of which events wait, the longest first: a page of bounded work.
 * @throws QuarantineRefusal not-keeper
 */
export async function listOrder(
  person: Person,
  { after, limit }: { after?: string | undefined; limit: number },
  deps: OrderDeps,
): Promise<Listed> {
  await requireKeeper(person, deps);
  const found = await deps.waiting({ after: after && Buffer.from(after, 'base64url').toString('utf8'), limit });
  const now = deps.clock.now().getTime();
  const ageOf = (since: string) => Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  const waiting = found.map(({ place: _, ...line }) => ({ ...line, ageSeconds: ageOf(line.waitingSince) }));
  const last = found.length === limit ? found.at(-1)?.place : undefined;
  return { waiting, ...(last && { next: Buffer.from(last).toString('base64url') }) };
}

/**
 * One subject: what was taken in last, what is missing, what waits, and all that came out of its order.
 * @throws QuarantineRefusal; OrderRefusal; CountersignError LedgerBroken
 */
export async function showOrder(person: Person, caseId: string, deps: OrderDeps): Promise<Shown> {
  await requireKeeper(person, deps);
  const { stream, last, missing, held, entries } = await standingOf(caseId, deps);
  return {
    ...{ caseId, ...stream, last, ...(missing && { missing }) },
    held: held.map(({ sequence, eventId, entry }) => ({ sequence, eventId, since: entry.at })),
    history: entries.map((entry) => ({ stage: entry.stage, by: entry.actor.id, at: entry.at, what: whatOf(entry) })),
  };
}

function whatOf({ stage, body, seq }: LedgerEntry): string {
  const { reason, missing, answer, admittedAs, owner } = body;
  const { from, to } = Object(missing) as { from?: number; to?: number };
  if (stage === 'skipped') return `${from} to ${to}: ${String(reason)}`;
  if (stage === 'gap-expired') return `${from} to ${to} have not come; ${String(owner)} has it`;
  if (stage === 'let-go') return `${String(answer)} ${admittedAs === undefined ? '' : String(admittedAs)}`.trim();
  return typeof reason === 'string' ? reason : `entry ${seq}`;
}
