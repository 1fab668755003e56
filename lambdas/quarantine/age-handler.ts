import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { measureExceptions } from '../exceptions/age.ts';
import { putAged } from '../exceptions/put-aged.ts';
import { dynamo } from '../shared/adapters/aws.ts';
import { exceptionsView } from '../shared/adapters/exceptions-view.ts';
import { systemClock } from '../shared/adapters/ledger.ts';
import { quarantineView } from '../shared/adapters/quarantine-view.ts';
import { environment } from '../shared/environment.ts';
import { metrics, withMiddleware } from '../shared/task.ts';
import { measureAge } from './age.ts';

const env = environment('CASES_TABLE');
const deps = {
  waiting: quarantineView(dynamo, env.CASES_TABLE),
  open: exceptionsView(dynamo, env.CASES_TABLE),
  clock: systemClock,
};

export const handler = withMiddleware<unknown, void>(async () => {
  const { waiting, hours } = await measureAge(deps);
  metrics.addMetric('EventsWaiting', MetricUnit.Count, waiting);
  metrics.addMetric('QuarantineAge', MetricUnit.Count, hours);
  putAged(await measureExceptions(deps), metrics);
});
