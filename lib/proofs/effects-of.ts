import { RESOURCES } from './house.ts';
import type { Subject } from './violation.ts';

const INVOKES: ReadonlySet<string> = new Set([RESOURCES.invoke, RESOURCES.invokeAndWait]);

/**
 * Every state that reaches an ERP, by the graph or by the manifest: whichever says so, it is guarded as one.
 * So is a Task of any resource but a function's.
 */
export function effectsOf({ graph, manifest }: Pick<Subject, 'graph' | 'manifest'>): Set<string> {
  const names = new Set(manifest.effects.map((effect) => effect.state));
  for (const { name, state } of graph.places.values())
    if (state.Type === 'Task' && !INVOKES.has(state.Resource)) names.add(name);
  return names;
}

/** The effects that commit something; what only undoes another one is left out. */
export function commitsOf(subject: Pick<Subject, 'graph' | 'manifest'>): Set<string> {
  const commits = effectsOf(subject);
  for (const { state, compensates } of subject.manifest.effects) if (compensates !== undefined) commits.delete(state);
  return commits;
}

/** The first commit that the manifest names: where an authorised case enters. */
export function firstCommit({ manifest }: Pick<Subject, 'manifest'>): string | undefined {
  return manifest.effects.find((effect) => effect.compensates === undefined)?.state;
}
