import { type Change, GOVERNANCE, governanceCaseId } from '../../statemachines/kernel/authority/change.ts';
import { type StopScope, stopData, stopKey, stopOf } from '../../statemachines/kernel/authority/stop.ts';
import type { Flight } from '../shared/ports.ts';
import { type Changed, propose } from './change.ts';
import type { Caller, GovernDeps } from './deps.ts';
import { GovernRefusal } from './refusal.ts';

/** The longest that two people can lift a stop in an emergency, milliseconds. */
export const BREAK_GLASS_MS = 4 * 3_600_000;

/** How a stop stands: `stopping` until nothing in its scope is prepared without an outcome (T22). */
export interface StopStatus {
  readonly scope: StopScope;
  readonly state: 'running' | 'stopping' | 'stopped';
  readonly version: number | undefined;
  /** What is still under way. */
  readonly remains: readonly Flight[];
  /** From here on nothing in scope is posted, UTC. */
  readonly confirmedAt?: string;
}

/** One person with the governance role stops; it counts from this write on. */
export async function stop(caller: Caller, scope: StopScope, reason: string, deps: GovernDeps): Promise<Changed> {
  return propose(caller, await changeOf('stop', scope, { stopped: true, reason }, reason, deps), deps);
}

/** Two people lift a stop: the first proposes, the second confirms. */
export async function lift(caller: Caller, scope: StopScope, reason: string, deps: GovernDeps): Promise<Changed> {
  return propose(caller, await changeOf('lift', scope, { stopped: false, reason }, reason, deps), deps);
}

/**
 * Two people let work go on in spite of a stop, until an end; the stop stays, and a review follows.
 * @throws GovernRefusal change-refused for an end that is past or too far away
 */
export async function breakGlass(
  caller: Caller,
  { scope, until, reason }: { readonly scope: StopScope; readonly until: string; readonly reason: string },
  deps: GovernDeps,
): Promise<Changed> {
  const left = Date.parse(until) - deps.clock.now().getTime();
  if (!(left > 0 && left <= BREAK_GLASS_MS))
    throw new GovernRefusal('change-refused', `The end must lie within ${BREAK_GLASS_MS / 3_600_000} hours from now.`);
  const glass = { stopped: true, breakGlass: { until, reason } };
  return propose(caller, await changeOf('break-glass', scope, glass, reason, deps), deps);
}

async function changeOf(
  kind: Change['kind'],
  scope: StopScope,
  item: Change['item'],
  reason: string,
  deps: GovernDeps,
): Promise<Change> {
  const key = stopKey(scope);
  const was = await deps.item(key);
  const version = was === undefined ? null : Number(was['version']);
  return { kind, key, item: { kind: 'stop', ...item }, was: version, reason };
}

/** How a stop stands now; changes nothing. */
export async function stopStatus(scope: StopScope, deps: GovernDeps): Promise<StopStatus> {
  const item = await deps.item(stopKey(scope));
  const { stopped, version } = stopOf(scope, item, deps.clock.now().toISOString());
  const number = typeof version === 'number' ? version : undefined;
  if (!stopped) return { scope, state: 'running', version: number, remains: [] };
  const entries = await deps.ledger.read(governanceCaseId(stopKey(scope)));
  const confirmed = entries.find(({ stage, body }) => stage === 'stop-confirmed' && body['version'] === number);
  if (confirmed) return { scope, state: 'stopped', version: number, remains: [], confirmedAt: confirmed.at };
  const remains = (await deps.flights()).filter((flight) => isIn(flight, scope));
  return { scope, state: 'stopping', version: number, remains };
}

/** Confirms a stop once nothing in its scope is under way; until then says what remains. */
export async function confirmStop(scope: StopScope, deps: GovernDeps): Promise<StopStatus> {
  const status = await stopStatus(scope, deps);
  if (status.state !== 'stopping' || status.remains.length > 0 || status.version === undefined) return status;
  const { version } = status;
  const entry = await deps.ledger.append(governanceCaseId(stopKey(scope)), {
    ...{ entryKey: `confirmed/${version}`, stage: 'stop-confirmed', workflow: GOVERNANCE, evidence: [] },
    actor: { kind: 'system', id: 'govern' },
    body: { ...scope, version },
  });
  return { ...status, state: 'stopped', confirmedAt: entry.at };
}

const isIn = ({ scopes }: Flight, wanted: StopScope) =>
  wanted.kind === 'all' || scopes.some(({ kind, id }) => kind === wanted.kind && id === wanted.id);

/** Emergency lifts that are over and that nobody has been asked to look at yet get their review. */
export async function reviewBrokenGlass(scope: StopScope, deps: GovernDeps): Promise<boolean> {
  const { breakGlass: glass, version } = stopData.safeParse(await deps.item(stopKey(scope))).data ?? {};
  if (!glass || version === undefined || deps.clock.now().toISOString() < glass.until) return false;
  await deps.ledger.append(governanceCaseId(stopKey(scope)), {
    ...{ entryKey: `glass-review-opened/${version}`, stage: 'glass-review-opened', workflow: GOVERNANCE, evidence: [] },
    actor: { kind: 'system', id: 'govern' },
    body: { ...scope, version, ...glass },
  });
  return true;
}
