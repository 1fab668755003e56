import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { dynamo } from '../shared/adapters/aws.ts';
import { caseView } from '../shared/adapters/case-view.ts';
import { stepFunctions } from '../shared/adapters/executions.ts';
import { recordKeeping } from '../shared/adapters/ledger.ts';
import { dynamoOpenReviews } from '../shared/adapters/open-reviews.ts';
import { taskAnswerer } from '../shared/adapters/task-answerer.ts';
import { environment } from '../shared/environment.ts';
import { logger, metrics, withMiddleware } from '../shared/task.ts';
import { workflowOf } from '../shared/workflow-of.ts';
import { sweep } from './run.ts';

const env = environment('CASES_TABLE', 'CLAIMS_TABLE', 'STATE_MACHINES');
const deps = {
  ...recordKeeping(),
  workflowOf,
  executions: stepFunctions(env.STATE_MACHINES),
  cases: caseView(dynamo, env.CASES_TABLE),
  reviews: dynamoOpenReviews(dynamo, env.CLAIMS_TABLE),
  answerer: taskAnswerer,
};

export const handler = withMiddleware<unknown, void>(async () => {
  const swept = await sweep(deps);
  metrics.addMetric('CasesInterrupted', MetricUnit.Count, swept.interrupted.length);
  if (swept.interrupted.length > 0) logger.error('cases were interrupted', { ...swept });
  if (swept.failed.length > 0)
    throw new Error(`cases could not be swept: ${JSON.stringify(swept.failed.slice(0, 20))}`);
});
