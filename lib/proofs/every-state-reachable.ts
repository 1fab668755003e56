import { reach } from './reach.ts';
import type { Subject, Violation } from './violation.ts';

/** Every state is reachable from the start. */
export function everyStateReachable({ graph }: Subject): Violation[] {
  const reached = reach(graph, [graph.start]);
  return [...graph.places.keys()]
    .filter((name) => !reached.has(name))
    .map((state) => ({
      rule: 'reachable',
      state,
      message: 'is reached from nowhere',
      remedy: 'Lead to it, or take it out',
    }));
}
