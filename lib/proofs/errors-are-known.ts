import { KNOWN_ERRORS } from './house.ts';
import type { Subject, Violation } from './violation.ts';

/** Every name in `ErrorEquals`, and every error that a Fail state raises, is from the closed set. */
export function errorsAreKnown({ graph }: Subject): Violation[] {
  return [...graph.places.values()].flatMap(({ name, state }) => {
    const raised = state.Type === 'Fail' ? [state.Error] : [];
    const caught = 'Catch' in state ? (state.Catch ?? []).flatMap((catcher) => catcher.ErrorEquals) : [];
    const retried = 'Retry' in state ? (state.Retry ?? []).flatMap((retrier) => retrier.ErrorEquals) : [];
    return [...raised, ...caught, ...retried]
      .filter((error) => !KNOWN_ERRORS.has(error))
      .map((error) => ({
        rule: 'errors',
        state: name,
        message: `${error} is no error that can occur`,
        remedy: `Use one of ${[...KNOWN_ERRORS].join(', ')}`,
      }));
  });
}
