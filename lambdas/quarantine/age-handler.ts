import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { measureExceptions } from '../exceptions/age.ts';
import { putAged } from '../exceptions/put-aged.ts';
import { keepOrder } from '../order/keep.ts';
import { dynamo } from '../shared/adapters/aws.ts';
import { dynamoPositions } from '../shared/adapters/dynamo-positions.ts';
import { exceptionsView } from '../shared/adapters/exceptions-view.ts';
import { intakeQueue } from '../shared/adapters/intake-queue.ts';
import { recordKeeping } from '../shared/adapters/ledger.ts';
import { orderView } from '../shared/adapters/order-view.ts';
import { quarantineView } from '../shared/adapters/quarantine-view.ts';
import { environment } from '../shared/environment.ts';
import { metrics, withMiddleware } from '../shared/task.ts';
import { measureAge } from './age.ts';

const env = environment('CASES_TABLE', 'ORDER_TABLE', 'INTAKE_QUEUE_URL', 'ORDER_PATIENCE_SECONDS');
const records = recordKeeping();
const quarantine = { ...records, waiting: quarantineView(dynamo, env.CASES_TABLE) };
const exceptions = { ...records, open: exceptionsView(dynamo, env.CASES_TABLE) };
const order = {
  ...records,
  positions: dynamoPositions(dynamo, env.ORDER_TABLE),
  waiting: orderView(dynamo, env.CASES_TABLE),
  ask: intakeQueue(env.INTAKE_QUEUE_URL),
  patienceMs: env.ORDER_PATIENCE_SECONDS * 1000,
};

/** The one is looked at, even if the other can't be. */
export const handler = withMiddleware<unknown, void>(async () => {
  const [age, aged, kept] = await Promise.allSettled([
    measureAge(quarantine),
    measureExceptions(exceptions),
    keepOrder(order),
  ]);
  if (age.status === 'fulfilled') {
    metrics.addMetric('EventsWaiting', MetricUnit.Count, age.value.waiting);
    metrics.addMetric('QuarantineAge', MetricUnit.Count, age.value.hours);
  }
  if (aged.status === 'fulfilled') putAged(aged.value, metrics);
  if (kept.status === 'fulfilled') {
    metrics.addMetric('EventsHeld', MetricUnit.Count, kept.value.held);
    metrics.addMetric('GapsExpired', MetricUnit.Count, kept.value.expired);
    if (kept.value.failed.length > 0) throw new Error(`not looked at: ${kept.value.failed.join('; ')}`);
  }
  for (const each of [age, aged, kept]) if (each.status === 'rejected') throw each.reason;
});
