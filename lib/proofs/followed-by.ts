import type { Graph } from './graph.ts';
import { FORKS } from './vocabulary.ts';

/**
 * The one state whose success this Choice follows (`Decide` for `Route`): only if there is no other way into it, so
 * that the field it looks at was written a moment ago.
 */
export function followedBy(graph: Graph, choice: string): string | undefined {
  if (graph.start === choice) return undefined;
  const [edge, ...others] = graph.edges.filter(({ to }) => to === choice);
  if (edge === undefined || others.length > 0 || edge.kind !== 'next') return undefined;
  return Object.hasOwn(FORKS, edge.from) ? edge.from : undefined;
}
