import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { type Dependency, dependencyName } from '../../../statemachines/kernel/authority/dependency.ts';
import { type Breaker, breaker } from '../breaker/breaker.ts';
import { environment } from '../environment.ts';
import { logger, metrics } from '../task.ts';
import { dynamo } from './aws.ts';
import { dynamoBreakers } from './dynamo-breakers.ts';
import { systemClock } from './ledger.ts';

/** The region that the function runs in, and from which it calls. */
export const OWN_REGION = process.env['AWS_REGION'] ?? 'local';

/** This worker's breakers, one for each dependency; what can't be seen of them is logged and counted. */
export function breakersOfEnvironment(): (of: Dependency) => Breaker {
  const env = environment('BREAKERS_TABLE', 'AUTHORITY_TABLE');
  const store = dynamoBreakers(dynamo, { breakers: env.BREAKERS_TABLE, authority: env.AUTHORITY_TABLE });
  const mine = new Map<string, Breaker>();
  const blind = (of: Dependency, error: unknown) => {
    logger.warn('a breaker can’t be seen: it counts as closed', {
      dependency: dependencyName(of),
      error: error as Error,
    });
    metrics.addMetric('BreakersBlind', MetricUnit.Count, 1);
  };
  return (of) => {
    const name = dependencyName(of);
    const found = mine.get(name) ?? breaker(of, { store, clock: systemClock, blind });
    mine.set(name, found);
    return found;
  };
}
