import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { trytonBooks } from '../erp/tryton/books.ts';
import { dynamo } from '../shared/adapters/aws.ts';
import { caseView } from '../shared/adapters/case-view.ts';
import { commandSender } from '../shared/adapters/command-queue.ts';
import { dynamoReconciliation } from '../shared/adapters/dynamo-reconciliation.ts';
import { listFlights } from '../shared/adapters/governed-items.ts';
import { recordKeeping } from '../shared/adapters/ledger.ts';
import { environment } from '../shared/environment.ts';
import { logger, metrics, withMiddleware } from '../shared/task.ts';
import { workflowOf } from '../shared/workflow-of.ts';
import { reconcileBooks } from './run.ts';
import { accuracyOf } from './tally.ts';

const env = environment(
  'CASES_TABLE',
  'FLIGHTS_TABLE',
  'RECONCILIATION_TABLE',
  'ERP_READER_SECRET',
  'ERP_TIMEOUT_MS',
  'COMMAND_QUEUE_URL',
);
const deps = {
  ...recordKeeping(),
  workflowOf,
  books: trytonBooks(env.ERP_READER_SECRET, env.ERP_TIMEOUT_MS),
  kept: dynamoReconciliation(dynamo, env.RECONCILIATION_TABLE),
  flights: () => listFlights(dynamo, env.FLIGHTS_TABLE),
  cases: caseView(dynamo, env.CASES_TABLE),
  settle: commandSender(env.COMMAND_QUEUE_URL),
};

/** The breaks themselves are in the ledger; the caller is told the counts. */
export const handler = withMiddleware<unknown, object>(async () => {
  const done = await reconcileBooks(deps);
  const { documents, effects, found, closed, stuck, open, minutesSince, unreachable, failed } = done;
  metrics.addMetric('DocumentsReconciled', MetricUnit.Count, documents);
  metrics.addMetric('EffectsReconciled', MetricUnit.Count, effects.size);
  metrics.addMetric('CaseBreaks', MetricUnit.Count, open.ofCases);
  metrics.addMetric('OutsideGovernance', MetricUnit.Count, open.outside);
  metrics.addMetric('NotReconciledMinutes', MetricUnit.Count, minutesSince);
  const accuracy = accuracyOf(done);
  if (accuracy !== undefined) metrics.addMetric('PostingAccuracy', MetricUnit.Percent, accuracy);
  for (const kind of found)
    metrics.singleMetric().addDimension('kind', kind).addMetric('BreaksFound', MetricUnit.Count, 1);
  const told = {
    documents,
    effects: effects.size,
    found,
    closed,
    settling: [...done.settling],
    stuck,
    open,
    unreachable,
  };
  if (found.length > 0 || stuck.length > 0 || unreachable !== undefined) logger.error('the books were compared', told);
  if (failed.length > 0) throw new Error(`cases could not be compared: ${JSON.stringify(failed.slice(0, 20))}`);
  return told;
});
