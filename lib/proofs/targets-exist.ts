import { MACHINE, type Subject, type Violation } from './violation.ts';

const LEFT: ReadonlySet<string> = new Set(['Task', 'Parallel', 'Map']);

/** Every StartAt, Next and Default names a state beside it, each name stands once, and every state is left in one way. */
export function targetsExist({ definition, graph }: Subject): Violation[] {
  const found: Violation[] = [];
  const complain = (state: string, message: string, remedy: string) =>
    found.push({ rule: 'targets-exist', state, message, remedy });
  if (!graph.places.has(definition.StartAt))
    complain(MACHINE, `starts at ${definition.StartAt}, which does not exist`, 'Name a state in StartAt');
  for (const { from, to } of graph.edges)
    if (!graph.places.has(to)) complain(from, `leads to ${to}, which does not exist`, 'Name a state beside it');
  const seen = new Set<string>();
  for (const { name, state } of graph.places.values()) {
    const plain = name.slice(name.lastIndexOf('/') + 1);
    if (seen.has(plain)) complain(name, 'has the same name as another state', 'Give each state a name of its own');
    seen.add(plain);
    if ('Next' in state === 'End' in state && LEFT.has(state.Type))
      complain(name, 'has both Next and End, or neither', 'Keep exactly one');
  }
  return found;
}
