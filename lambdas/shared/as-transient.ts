import { CountersignError } from '../../statemachines/kernel/errors.ts';

/**
 * What an AWS service could not do just now (throttled, unavailable, timed out, not permitted) under the one name that
 * every graph retries; anything else is thrown as it is.
 */
export function asTransient(error: unknown): never {
  const fromService = error instanceof Error && '$metadata' in error;
  if (fromService) throw new CountersignError('Transient', `${error.name}: ${error.message}`, { cause: error });
  throw error;
}
