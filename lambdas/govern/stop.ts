import type { Change } from '../../statemachines/kernel/authority/change.ts';
import { type StopScope, stopKey } from '../../statemachines/kernel/authority/stop.ts';
import { type Changed, propose } from './change.ts';
import type { Caller, GovernDeps } from './deps.ts';
import { GovernRefusal } from './refusal.ts';

/** The longest that two people can lift a stop in an emergency, milliseconds. */
export const BREAK_GLASS_MS = 4 * 3_600_000;

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
