import { MACHINE, type Subject, type Violation } from './violation.ts';

/** One query language everywhere: stated once at the top, changed by no state. */
export function languageIsJsonata({ definition, graph }: Subject): Violation[] {
  const speaking = [...graph.places.values()].map(
    ({ name, state }) => [name, state.QueryLanguage ?? 'JSONata'] as const,
  );
  return [[MACHINE, definition.QueryLanguage ?? 'JSONPath'] as const, ...speaking]
    .filter(([, language]) => language !== 'JSONata')
    .map(([state, language]) => ({
      rule: 'language',
      state,
      message: `speaks ${language}`,
      remedy: 'Set "QueryLanguage": "JSONata" at the top level only',
    }));
}
