import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { logger, metrics, withMiddleware } from '../shared/task.ts';

/** Nobody may change or remove an entry: whoever did is alarmed on, with the entry's key. */
export const handler = withMiddleware<DynamoDBStreamEvent, void>(async (event) => {
  for (const { eventName, dynamodb } of event.Records) {
    if (eventName === 'INSERT') continue;
    metrics.addMetric('LedgerTampered', MetricUnit.Count, 1);
    logger.critical('a ledger entry was changed or removed', { eventName, key: dynamodb?.Keys });
  }
});
