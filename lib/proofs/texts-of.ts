import { MACHINE, type Subject } from './violation.ts';

/** Every string of a definition but comments, with the state that it stands in. */
export function textsOf({ definition, graph }: Subject): { state: string; text: string }[] {
  const { States: _, Comment: __, ...machine } = definition;
  const places = [...graph.places.values()].flatMap(({ name, state }) => {
    const own: Record<string, unknown> = { ...state, Branches: undefined, ItemProcessor: undefined };
    return stringsIn(own).map((text) => ({ state: name, text }));
  });
  return [...stringsIn(machine).map((text) => ({ state: MACHINE, text })), ...places];
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'Comment' ? [] : [key, ...stringsIn(inner)]));
}
