import { commitsOf, effectsOf } from './effects-of.ts';
import type { Edge } from './graph.ts';
import type { Subject, Violation } from './violation.ts';
import { CLOSING_STAGES } from './vocabulary.ts';

/**
 * What closes a case is the last that it does: Park and Refuse end, an effect goes on to effects or ends in
 * success, a compensation goes on to Park or Refuse.
 */
export function closingsAreFinal(subject: Subject): Violation[] {
  const effects = effectsOf(subject);
  return subject.graph.edges
    .filter((edge) => edge.kind === 'next' && (effects.has(edge.from) || CLOSING_STAGES.has(edge.from)))
    .filter((edge) => !mayFollow(subject, edge))
    .map(({ from, to }) => ({
      rule: 'final',
      state: from,
      message: `goes on to ${to} though it has closed the case`,
      remedy: CLOSING_STAGES.has(from)
        ? 'End there'
        : 'End there, or lead an effect to effects, a compensation to Park',
    }));
}

function mayFollow(subject: Subject, { from, to }: Edge): boolean {
  const commits = commitsOf(subject);
  if (commits.has(from)) return commits.has(to) || subject.graph.places.get(to)?.state.Type === 'Succeed';
  return !CLOSING_STAGES.has(from) && (CLOSING_STAGES.has(to) || (effectsOf(subject).has(to) && !commits.has(to)));
}
