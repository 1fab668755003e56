import type { ProofManifest } from '../../../../lib/proofs/violation.ts';
import { argumentsOf, catchOf, EFFECT, type RawDefinition, type RawState, ruleOf, stateOf } from '../raw.ts';

export type Change = (graph: RawDefinition) => void;
/** What is done to the real graph, and the rule that must be among those that see it. */
export type Mutation = readonly [name: string, rule: string, change: Change, manifest?: ProofManifest];

export const set =
  (name: string, field: string, value: unknown): Change =>
  (graph) => {
    stateOf(graph, name)[field] = value;
  };
export const drop =
  (name: string, field: string): Change =>
  (graph) => {
    if (!(field in stateOf(graph, name))) throw new Error(`${name} has no ${field}`);
    delete stateOf(graph, name)[field];
  };
export const caught =
  (name: string, error: string, to: string): Change =>
  (graph) => {
    catchOf(graph, name, error).Next = to;
  };
export const asks =
  (name: string, value: string, condition: string): Change =>
  (graph) => {
    ruleOf(graph, name, value).Condition = `{% ${condition} %}`;
  };
export const leads =
  (name: string, value: string, to: string): Change =>
  (graph) => {
    ruleOf(graph, name, value).Next = to;
  };
export const swap =
  (name: string, one: string, other: string): Change =>
  (graph) => {
    const [first, second] = [ruleOf(graph, name, one), ruleOf(graph, name, other)];
    [first.Next, second.Next] = [second.Next, first.Next];
  };
export const calls =
  (name: string, field: string, value: string): Change =>
  (graph) => {
    argumentsOf(graph, name)[field] = value;
  };
/** Puts a state in before another one. */
export const insert =
  (name: string, state: RawState): Change =>
  (graph) => {
    graph.States[name] = state;
  };
export const all =
  (...changes: Change[]): Change =>
  (graph) => {
    for (const change of changes) change(graph);
  };
/** Sets a field of the machine; `undefined` takes it out. */
export const top =
  (field: string, value: unknown): Change =>
  (graph) => {
    if (value === undefined) delete graph[field];
    else graph[field] = value;
  };
/** Sets a field of Gather's retry; `undefined` takes it out. */
export const retries =
  (field: string, value: unknown): Change =>
  (graph) => {
    const [retrier] = stateOf(graph, 'Gather')['Retry'] as Record<string, unknown>[];
    if (retrier === undefined) throw new Error('Gather has no Retry');
    if (value === undefined) delete retrier[field];
    else retrier[field] = value;
  };
export const filled = (placeholder: string) => `\${${placeholder}}`;
/** Moves the effect into a Parallel or Map that the graph enters in its stead. */
export const nest =
  (wrap: (inner: { StartAt: string; States: Record<string, RawState> }) => RawState): Change =>
  (graph) => {
    const { Catch, ...effect } = stateOf(graph, EFFECT);
    delete graph.States[EFFECT];
    const outer = { ...wrap({ StartAt: EFFECT, States: { [EFFECT]: effect } }), End: true };
    graph.States['Post All'] = Catch === undefined ? outer : { ...outer, Catch };
    ruleOf(graph, 'Route', 'auto').Next = 'Post All';
    ruleOf(graph, 'Follow Review', 'approved').Next = 'Post All';
  };
export const effect = (graph: RawDefinition): RawState => structuredClone(stateOf(graph, EFFECT));
export const reason = (more: string) => `{% $merge([$states.input, {'reason': $states.errorOutput.Error${more}}]) %}`;
