import { forcedBy } from '../../statemachines/kernel/authority/breaker-override.ts';
import { breakerEvent } from '../../statemachines/kernel/events/breaker-changed.ts';
import type { Announcer } from '../intake/ports.ts';
import type { Clock } from '../shared/ports.ts';
import type { BreakerSeen, DependenciesWatched, HoldSeen } from './ports.ts';

/** From here on a hold ends soon, milliseconds: what is held is carried out then, or the hold is prolonged. */
export const ENDING_MS = 6 * 3_600_000;

interface WatchDeps {
  readonly dependencies: DependenciesWatched;
  readonly announcer: Announcer;
  readonly clock: Clock;
}

/** What one run has found. */
export interface Found {
  /** Breakers that keep calls from being made, whoever opened them. */
  readonly open: number;
  /** Changes that were told now. */
  readonly changes: number;
  readonly held: number;
  readonly ending: number;
}

/**
 * Tells every change of a circuit, in its order and at least once, and counts what holds work back.
 * @throws CountersignError Transient when the bus takes nothing; what was not told is told by the next run
 */
export async function watchDependencies({ dependencies, announcer, clock }: WatchDeps): Promise<Found> {
  const now = clock.now();
  const [breakers, holds] = await Promise.all([dependencies.breakers(), dependencies.holds()]);
  let changes = 0;
  for (const { dependency, region, untold } of breakers) {
    const of = { dependency, region };
    for (const { version, circuit } of untold) {
      const { state, reason = 'recovered', since } = circuit;
      await announcer.announce(breakerEvent({ ...of, state, reason, since: new Date(since).toISOString(), version }));
      changes += 1;
    }
    const last = untold.at(-1);
    if (last) await dependencies.told(of, last.version);
  }
  const held = holds.filter((hold) => isInForce(hold, now));
  return {
    open: breakers.filter((seen) => isOpen(seen, now)).length,
    changes,
    held: held.length,
    ending: held.filter(({ until }) => until && Date.parse(until) - now.getTime() < ENDING_MS).length,
  };
}

export const isInForce = ({ held, until }: HoldSeen, now: Date): boolean =>
  held && (until === undefined || now.toISOString() < until);

/** Whether calls are kept from being made, by the circuit or by somebody. */
export function isOpen({ circuit, override }: Pick<BreakerSeen, 'circuit' | 'override'>, now: Date): boolean {
  const forced = forcedBy(override, now.toISOString());
  return forced ? forced === 'open' : circuit !== undefined && circuit.state !== 'closed';
}
