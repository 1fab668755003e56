import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { dynamo } from '../shared/adapters/aws.ts';
import { busAnnouncer } from '../shared/adapters/bus.ts';
import { dynamoDependencies } from '../shared/adapters/dynamo-dependencies.ts';
import { systemClock } from '../shared/adapters/ledger.ts';
import { environment } from '../shared/environment.ts';
import { metrics, withMiddleware } from '../shared/task.ts';
import { watchDependencies } from './run.ts';

const env = environment('BREAKERS_TABLE', 'AUTHORITY_TABLE', 'BUS_NAME');
const deps = {
  dependencies: dynamoDependencies(dynamo, { breakers: env.BREAKERS_TABLE, authority: env.AUTHORITY_TABLE }),
  announcer: busAnnouncer(env.BUS_NAME),
  clock: systemClock,
};

export const handler = withMiddleware<unknown, void>(async () => {
  const { open, changes, held, ending } = await watchDependencies(deps);
  metrics.addMetric('BreakersOpen', MetricUnit.Count, open);
  metrics.addMetric('BreakerChanges', MetricUnit.Count, changes);
  metrics.addMetric('CompaniesHeld', MetricUnit.Count, held);
  metrics.addMetric('HoldsEnding', MetricUnit.Count, ending);
});
