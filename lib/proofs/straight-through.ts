import type { Definition, State } from './definition.ts';
import { conditionFor } from './vocabulary.ts';

/**
 * The states that a case enters when everything succeeds and the agent itself may commit, in order.
 * Stops at an end, at a state that does not exist, and before it enters a state again.
 */
export function straightThroughStates(definition: Definition): string[] {
  return walk(definition, definition.StartAt, new Set([conditionFor('route', 'auto')]));
}

/** The states from `start` on, all answers favourable: a Choice follows the first condition of `holding`, else its Default. */
export function walk({ States }: Definition, start: string, holding: ReadonlySet<string>): string[] {
  const path: string[] = [];
  let name: string | undefined = start;
  while (name !== undefined && Object.hasOwn(States, name) && !path.includes(name)) {
    path.push(name);
    const state: State | undefined = States[name];
    name = state === undefined ? undefined : successor(state, holding);
  }
  return path;
}

function successor(state: State, holding: ReadonlySet<string>): string | undefined {
  if (state.Type !== 'Choice') return 'Next' in state ? state.Next : undefined;
  return state.Choices.find((rule) => holding.has(rule.Condition))?.Next ?? state.Default;
}
