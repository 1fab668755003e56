import { reach } from './reach.ts';
import type { Subject, Violation } from './violation.ts';

/** Every loop passes Gather, whose function counts the visits and refuses beyond `MAX_VISITS`. */
export function loopsPassGather({ graph }: Subject): Violation[] {
  const outside = (name: string) => name !== 'Gather';
  return [...graph.places.keys()]
    .filter((name) => {
      const next = graph.edges.filter((edge) => edge.from === name).map((edge) => edge.to);
      return outside(name) && reach(graph, next.filter(outside), (edge) => outside(edge.to)).has(name);
    })
    .map((state) => ({
      rule: 'loops',
      state,
      message: 'is on a loop that nothing bounds',
      remedy: 'Lead the loop through Gather',
    }));
}
