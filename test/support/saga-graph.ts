import { messageBody } from '../../lib/proofs/house.ts';
import { argumentsOf, EFFECT, invoiceGraph, type RawDefinition, ruleOf, stateOf } from '../lib/proofs/raw.ts';

export const SAGA_EFFECTS = [
  { state: 'Post A', command: 'post-a' },
  { state: 'Post B', command: 'post-b' },
  { state: 'Post C', command: 'post-c' },
  { state: 'Undo B', command: 'undo-b', compensates: 'Post B' },
  { state: 'Undo A', command: 'undo-a', compensates: 'Post A' },
] as const;

const FAILS_TO: Readonly<Record<string, string>> = { 'Post B': 'Undo A', 'Post C': 'Undo B' };
const GOES_TO: Readonly<Record<string, string>> = {
  ...{ 'Post A': 'Post B', 'Post B': 'Post C' },
  ...{ 'Undo B': 'Undo A', 'Undo A': 'Park' },
};

/** The graph of invoice processing with three effects in the place of one, of which two can be undone; fresh at every call. */
export function sagaGraph(): RawDefinition {
  const graph = invoiceGraph();
  const post = stateOf(graph, EFFECT);
  delete graph.States[EFFECT];
  for (const { state, command } of SAGA_EFFECTS) {
    const effect = structuredClone(post);
    graph.States[state] = effect;
    argumentsOf(graph, state)['MessageBody'] = messageBody(command);
    const next = GOES_TO[state];
    if (next) {
      delete effect['End'];
      effect['Next'] = next;
    }
    const undoes = state.startsWith('Undo');
    for (const catcher of effect.Catch ?? []) {
      const [error] = catcher.ErrorEquals;
      if (undoes) catcher.Next = 'Park';
      else if (error !== 'States.Timeout') catcher.Next = FAILS_TO[state] ?? catcher.Next;
    }
  }
  ruleOf(graph, 'Route', 'auto').Next = 'Post A';
  ruleOf(graph, 'Follow Review', 'approved').Next = 'Post A';
  stateOf(graph, 'Follow Settlement').Choices?.push({
    Condition: "{% $states.input.settlement = 'undo' %}",
    Next: 'Undo B',
  });
  return graph;
}
