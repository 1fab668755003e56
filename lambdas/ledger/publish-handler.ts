import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { dynamo, unmarshalled } from '../shared/adapters/aws.ts';
import { busAnnouncer } from '../shared/adapters/bus.ts';
import { caseView } from '../shared/adapters/case-view.ts';
import { dynamoEntryStore, entryOf } from '../shared/adapters/dynamo-entry-store.ts';
import { environment } from '../shared/environment.ts';
import { withMiddleware } from '../shared/task.ts';
import { workflowOf } from '../shared/workflow-of.ts';
import { publish } from './publish.ts';

const env = environment('LEDGER_TABLE', 'CASES_TABLE', 'BUS_NAME');
const deps = {
  workflowOf,
  ledger: dynamoEntryStore(dynamo, { ledger: env.LEDGER_TABLE }),
  announcer: busAnnouncer(env.BUS_NAME),
  cases: caseView(dynamo, env.CASES_TABLE),
};
const processor = new BatchProcessor(EventType.DynamoDBStreams);

async function follow(record: DynamoDBRecord): Promise<void> {
  const image = record.dynamodb?.NewImage as Record<string, AttributeValue> | undefined;
  if (image) await publish(entryOf(unmarshalled(image)), deps);
}

export const handler = withMiddleware<DynamoDBStreamEvent, DynamoDBBatchResponse>((event, context) =>
  processPartialResponse(event, follow, processor, { context, throwOnFullBatchFailure: false }),
);
