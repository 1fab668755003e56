import { type Breaker, BreakerOpen } from '../shared/breaker/breaker.ts';
import type { Outcome } from '../shared/breaker/circuit.ts';
import { type Converse, ModelFailure } from './model.ts';

/**
 * The model behind its circuit breaker: while that is open, nobody is asked.
 * @throws ModelFailure `breaker-open` at once while it is open; whatever `converse` throws
 */
export function guardedConverse(converse: Converse, breaker: Breaker): Converse {
  return (input, timeoutMs) =>
    breaker
      .run(() => converse(input, timeoutMs), outcomeOf)
      .catch((error: unknown) => {
        if (error instanceof BreakerOpen)
          throw new ModelFailure('breaker-open', false, error.message, { cause: error });
        throw error;
      });
}

/** A reply that is of no use was one; so was the refusal of what we asked wrongly. */
function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof ModelFailure)) return 'none';
  const { failure, again, cause } = error;
  if (cause instanceof Error && cause.name === 'AccessDeniedException') return 'denied';
  const down = failure === 'throttled' || failure === 'timed-out' || failure === 'unavailable';
  return down && again ? 'failed' : 'answered';
}
