import {
  type BreakerMode,
  breakerKey,
  FORCED_CLOSE_MS,
} from '../../statemachines/kernel/authority/breaker-override.ts';
import type { Dependency } from '../../statemachines/kernel/authority/dependency.ts';
import { type Changed, propose } from './change.ts';
import type { Caller, GovernDeps } from './deps.ts';
import { requireGovernor } from './governor.ts';
import { GovernRefusal } from './refusal.ts';

/** What a breaker is to do in spite of what it sees, and until when. */
export interface Override extends Dependency {
  readonly mode: BreakerMode;
  readonly until?: string | undefined;
  readonly reason: string;
}

/**
 * One person opens a breaker, keeps it closed for at most four hours, or leaves it to itself again. None of it lets
 * anybody commit more: what isn't assessed goes to people, and what isn't gathered waits.
 * @throws GovernRefusal change-refused for an end that is past, or that is missing or too far away of a forced close
 */
export async function overrideBreaker(
  caller: Caller,
  { dependency, region, mode, until, reason }: Override,
  deps: GovernDeps,
): Promise<Changed> {
  await requireGovernor(caller, deps);
  const key = breakerKey({ dependency, region });
  const left = until === undefined ? undefined : Date.parse(until) - deps.clock.now().getTime();
  if (left !== undefined && !(left > 0)) throw new GovernRefusal('change-refused', 'The end is past.');
  if (mode === 'closed' && !(left !== undefined && left <= FORCED_CLOSE_MS)) {
    const hours = FORCED_CLOSE_MS / 3_600_000;
    throw new GovernRefusal('change-refused', `Closed by hand it has an end within ${hours} hours from now.`);
  }
  const was = await deps.item(key);
  const item = { kind: 'breaker', mode, reason, ...(until !== undefined && mode !== 'auto' && { until }) };
  return propose(
    caller,
    { kind: 'breaker', key, item, was: was === undefined ? null : Number(was['version']), reason },
    deps,
  );
}
