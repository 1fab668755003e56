import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { dynamo, type Image, unmarshalled } from '../shared/adapters/aws.ts';
import { busAnnouncer } from '../shared/adapters/bus.ts';
import { caseView } from '../shared/adapters/case-view.ts';
import { dynamoEntryStore, entryOf } from '../shared/adapters/dynamo-entry-store.ts';
import { roleNotifier } from '../shared/adapters/role-notifier.ts';
import { environment } from '../shared/environment.ts';
import { metrics, withMiddleware } from '../shared/task.ts';
import { workflowOf } from '../shared/workflow-of.ts';
import { publish } from './publish.ts';
import { putMeasure } from './put-measure.ts';
import { type Replayed, type ReplayRequest, replay } from './replay.ts';

const env = environment('LEDGER_TABLE', 'CASES_TABLE', 'BUS_NAME', 'ROLE_TOPICS');
const deps = {
  workflowOf,
  ledger: dynamoEntryStore(dynamo, { ledger: env.LEDGER_TABLE }),
  announcer: busAnnouncer(env.BUS_NAME),
  cases: caseView(dynamo, env.CASES_TABLE),
  notifier: roleNotifier(env.ROLE_TOPICS),
  measure: putMeasure(metrics),
};
const processor = new BatchProcessor(EventType.DynamoDBStreams);

async function follow(record: DynamoDBRecord): Promise<void> {
  const image = record.dynamodb?.NewImage as Image | undefined;
  if (image) await publish(entryOf(unmarshalled(image)), deps);
}

/** Entries of the stream; or what an operator asks to hear again, of which nothing but the bus is told. */
export const handler = withMiddleware<DynamoDBStreamEvent | ReplayRequest, DynamoDBBatchResponse | Replayed>(
  async (event, context) =>
    'replay' in event
      ? replay(event, deps)
      : processPartialResponse(event, follow, processor, { context, throwOnFullBatchFailure: false }),
);
