import type { Edge, Graph } from './graph.ts';

/** Everything reachable from `starts` (themselves included) over edges that `open` lets through. */
export function reach(graph: Graph, starts: Iterable<string>, open: (edge: Edge) => boolean = () => true): Set<string> {
  const seen = new Set<string>();
  const waiting = [...starts];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name) || !graph.places.has(name)) continue;
    seen.add(name);
    for (const edge of graph.edges) if (edge.from === name && open(edge)) waiting.push(edge.to);
  }
  return seen;
}
