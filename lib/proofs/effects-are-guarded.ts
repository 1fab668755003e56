import { commitsOf, firstCommit } from './effects-of.ts';
import { followedBy } from './followed-by.ts';
import type { Edge } from './graph.ts';
import type { Subject, Violation } from './violation.ts';
import { conditionFor, ESCALATION_STAGE, FIRST_EFFECT, FORKS, WAITING_STAGE } from './vocabulary.ts';

/**
 * An effect is entered from the success of another effect, or from the Choice right after Decide or Countersign by
 * the very condition that says `auto` or `approved`; a review only by the one that says `review`, or `again` after
 * Escalate, which comes only from a review that failed. Compensations are bound to the effect that they undo by
 * `effectsNeedDecide`.
 */
export function effectsAreGuarded(subject: Subject): Violation[] {
  const commits = commitsOf(subject);
  const guarded = new Set([...commits, WAITING_STAGE, ESCALATION_STAGE]);
  const started = guarded.has(subject.graph.start) ? [unguarded(subject.graph.start, 'the start')] : [];
  const entered = subject.graph.edges
    .filter((edge) => guarded.has(edge.to) && !isGuarded(subject, commits, edge))
    .map((edge) => unguarded(edge.to, `the ${edge.kind} edge of ${edge.from}`));
  return [...started, ...entered];
}

function isGuarded(subject: Subject, commits: ReadonlySet<string>, edge: Edge): boolean {
  if (edge.to === ESCALATION_STAGE) return edge.kind === 'catch' && edge.from === WAITING_STAGE;
  if (edge.kind === 'next') return commits.has(edge.from) && commits.has(edge.to);
  const source = edge.kind === 'choice' ? followedBy(subject.graph, edge.from) : undefined;
  const fork = source === undefined ? undefined : FORKS[source];
  if (fork === undefined) return false;
  return Object.entries(fork.ways).some(([value, way]) => {
    const target = way === FIRST_EFFECT ? firstCommit(subject) : way;
    return edge.to === target && edge.condition === conditionFor(fork.field, value);
  });
}

function unguarded(state: string, way: string): Violation {
  return {
    rule: 'guarded',
    state,
    message: `is entered by ${way}, which no authorisation guards`,
    remedy: `Enter it by ${conditionFor('route', 'auto')} after Decide or ${conditionFor('verdict', 'approved')} after Countersign, a review by ${conditionFor('route', 'review')}, Escalate from the review's Catch`,
  };
}
