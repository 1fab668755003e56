import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { dynamo } from '../shared/adapters/aws.ts';
import { governedItems, switchKeys } from '../shared/adapters/governed-items.ts';
import { recordKeeping } from '../shared/adapters/ledger.ts';
import { environment } from '../shared/environment.ts';
import { logger, metrics, withMiddleware } from '../shared/task.ts';
import { watch } from './watch.ts';

const env = environment('AUTHORITY_TABLE', 'FLIGHTS_TABLE');
const { ledger: watching, clock } = recordKeeping();
const deps = {
  ...{ watching, clock },
  ...governedItems(dynamo, { authority: env.AUTHORITY_TABLE, flights: env.FLIGHTS_TABLE }),
  switches: () => switchKeys(dynamo, env.AUTHORITY_TABLE),
  random: Math.random,
};

export const handler = withMiddleware<unknown, void>(async () => {
  const { looked: _, ...watched } = await watch(deps);
  const { confirmed, reviews, unconfirmed, late, failed } = watched;
  metrics.addMetric('StopsUnconfirmed', MetricUnit.Count, unconfirmed.length);
  metrics.addMetric('EmergencyReviewsLate', MetricUnit.Count, late.length);
  if (confirmed.length + reviews.length > 0) logger.info('switches were looked at', { ...watched });
  if (unconfirmed.length + late.length > 0) logger.error('switches need somebody', { ...watched });
  if (failed.length > 0) throw new Error(`switches could not be looked at: ${JSON.stringify(failed.slice(0, 20))}`);
});
