import type { Definition, Machine, State } from './definition.ts';

/** How control passes on. `enter` leads from a Parallel or Map into what it contains. */
export type EdgeKind = 'next' | 'choice' | 'default' | 'catch' | 'enter';

export interface Edge {
  readonly from: string;
  /** May name a state that does not exist; `targetsExist` says so. */
  readonly to: string;
  readonly kind: EdgeKind;
  /** Of a `choice` edge: its condition, as written. */
  readonly condition?: string;
}

/** One state where it stands. `nested` states lie inside a Parallel or Map. */
export interface Place {
  readonly name: string;
  readonly nested: boolean;
  readonly state: State;
}

/**
 * The states of a machine and all ways between them. Names are qualified inside a Parallel (`Outer/0/Inner`) and a
 * Map (`Outer/each/Inner`). The walk over-approximates: a Parallel or Map also leads straight to its Next, so
 * nothing inside one counts as passed by what comes after it.
 */
export interface Graph {
  readonly start: string;
  readonly places: ReadonlyMap<string, Place>;
  readonly edges: readonly Edge[];
}

export function graphOf(definition: Definition): Graph {
  const places = new Map<string, Place>();
  const edges: Edge[] = [];
  addMachine(definition, '', places, edges);
  return { start: definition.StartAt, places, edges };
}

function addMachine(machine: Machine, scope: string, places: Map<string, Place>, edges: Edge[]): void {
  for (const [key, state] of Object.entries(machine.States)) {
    const name = scope + key;
    places.set(name, { name, nested: scope !== '', state });
    for (const edge of edgesOf(state)) edges.push({ ...edge, from: name, to: scope + edge.to });
    for (const [inner, child] of childrenOf(name, state)) {
      edges.push({ from: name, to: inner + child.StartAt, kind: 'enter' });
      addMachine(child, inner, places, edges);
    }
  }
}

function childrenOf(name: string, state: State): [scope: string, child: Machine][] {
  if (state.Type === 'Parallel') return state.Branches.map((branch, index) => [`${name}/${index}/`, branch]);
  return state.Type === 'Map' ? [[`${name}/each/`, state.ItemProcessor]] : [];
}

function edgesOf(state: State): Omit<Edge, 'from'>[] {
  if (state.Type === 'Succeed' || state.Type === 'Fail') return [];
  if (state.Type === 'Choice') {
    const rules = state.Choices.map((rule) => ({ to: rule.Next, kind: 'choice' as const, condition: rule.Condition }));
    return state.Default === undefined ? rules : [...rules, { to: state.Default, kind: 'default' }];
  }
  const catches = (state.Catch ?? []).map((catcher) => ({ to: catcher.Next, kind: 'catch' as const }));
  return state.Next === undefined ? catches : [{ to: state.Next, kind: 'next' }, ...catches];
}
