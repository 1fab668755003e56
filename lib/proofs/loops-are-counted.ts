import { reach } from './reach.ts';
import type { Subject, Violation } from './violation.ts';
import { COUNTING_STAGES } from './vocabulary.ts';

/**
 * Every loop passes Gather, whose function counts the visits and refuses beyond `MAX_VISITS`, or Escalate, whose
 * function counts the rounds of one review and refuses beyond `MAX_ROUNDS`.
 */
export function loopsAreCounted({ graph }: Subject): Violation[] {
  const outside = (name: string) => !COUNTING_STAGES.has(name);
  return [...graph.places.keys()]
    .filter((name) => {
      const next = graph.edges.filter((edge) => edge.from === name).map((edge) => edge.to);
      return outside(name) && reach(graph, next.filter(outside), (edge) => outside(edge.to)).has(name);
    })
    .map((state) => ({
      rule: 'loops',
      state,
      message: 'is on a loop that nothing bounds',
      remedy: 'Lead the loop through Gather or Escalate',
    }));
}
