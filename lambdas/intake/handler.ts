import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { batchMs } from '../../statemachines/kernel/backpressure.ts';
import { release } from '../../statemachines/kernel/order.ts';
import { readmission } from '../../statemachines/kernel/quarantine.ts';
import { registry } from '../../statemachines/registry.ts';
import { dynamo, s3 } from '../shared/adapters/aws.ts';
import { busAnnouncer } from '../shared/adapters/bus.ts';
import { dynamoCaseClaims } from '../shared/adapters/case-claims.ts';
import { dynamoPositions } from '../shared/adapters/dynamo-positions.ts';
import { stepFunctions } from '../shared/adapters/executions.ts';
import { intakeQueue } from '../shared/adapters/intake-queue.ts';
import { recordKeeping } from '../shared/adapters/ledger.ts';
import { dynamoOpenReviews } from '../shared/adapters/open-reviews.ts';
import { s3Documents } from '../shared/adapters/s3-intake.ts';
import { taskAnswerer } from '../shared/adapters/task-answerer.ts';
import { environment } from '../shared/environment.ts';
import { logger, withMiddleware } from '../shared/task.ts';
import type { Received } from './deps.ts';
import { ledgerQuarantine } from './keep.ts';
import { letIn } from './let-in.ts';
import { notBefore } from './not-before.ts';
import { readmit } from './readmit.ts';
import { intake } from './run.ts';

const env = environment(
  ...(['CLAIMS_TABLE', 'ORDER_TABLE', 'DOCUMENTS_BUCKET', 'BUS_NAME', 'STATE_MACHINES', 'INTAKE_QUEUE_URL'] as const),
  'WORKING_HOUR_SECONDS',
);
const records = recordKeeping();
const deps = {
  ...records,
  workflows: registry,
  claims: dynamoCaseClaims(env.CLAIMS_TABLE),
  positions: dynamoPositions(dynamo, env.ORDER_TABLE),
  ask: intakeQueue(env.INTAKE_QUEUE_URL),
  starter: stepFunctions(env.STATE_MACHINES),
  announcer: busAnnouncer(env.BUS_NAME),
  quarantine: ledgerQuarantine(records),
  reviews: dynamoOpenReviews(dynamo, env.CLAIMS_TABLE),
  answerer: taskAnswerer,
  hourSeconds: env.WORKING_HOUR_SECONDS,
  documents: s3Documents(s3, env.DOCUMENTS_BUCKET),
};
const processor = new BatchProcessor(EventType.SQS);

async function take(record: SQSRecord): Promise<void> {
  const received = await receivedOf(eventOf(record.body));
  logger.info('event taken in', { ...received });
}

function receivedOf(event: unknown): Promise<Received> {
  const readmitted = readmission.safeParse(event);
  if (readmitted.success) return readmit(readmitted.data, deps);
  const released = release.safeParse(event);
  return released.success ? letIn(released.data, deps) : intake(event, deps);
}

function eventOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return { unreadable: body };
  }
}

/** Not before its time: so many batches are at once, so long does each of them take, and so many executions are started. */
export const handler = withMiddleware<SQSEvent, SQSBatchResponse>((event, context) =>
  notBefore(batchMs(event.Records.length), () =>
    processPartialResponse(event, take, processor, { context, throwOnFullBatchFailure: false }),
  ),
);
