import { CountersignError } from '../../statemachines/kernel/errors.ts';
import { ErpDenied, ErpUnavailable, ErpUnknown } from '../erp/errors.ts';
import { type Breaker, BreakerOpen } from '../shared/breaker/breaker.ts';
import type { Outcome } from '../shared/breaker/circuit.ts';
import type { FactsReader } from './run.ts';

/**
 * The reader behind its circuit breaker: while that is open, the ERP is not asked.
 * @throws CountersignError Transient at once while it is open; whatever the reader throws
 */
export function guardedReader(reader: FactsReader, breaker: Breaker): FactsReader {
  return {
    read: (...asked) =>
      breaker
        .run(() => reader.read(...asked), outcomeOf)
        .catch((error: unknown) => {
          if (error instanceof BreakerOpen) throw new CountersignError('Transient', error.message, { cause: error });
          throw error;
        }),
  };
}

/** What the ERP could not do counts against it; what it refused, it answered; anything else never reached it. */
function outcomeOf(error: unknown): Outcome {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof ErpDenied) return 'denied';
  if (cause instanceof ErpUnavailable || cause instanceof ErpUnknown) return 'failed';
  return cause instanceof Error && cause.name.startsWith('Erp') ? 'answered' : 'none';
}
