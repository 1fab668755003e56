import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { waitMs } from '../../statemachines/kernel/patience.ts';
import { dynamo } from '../shared/adapters/aws.ts';
import { deadLetters, postpone } from '../shared/adapters/command-queue.ts';
import { dynamoRamps } from '../shared/adapters/dynamo-ramps.ts';
import { dynamoRuns } from '../shared/adapters/dynamo-runs.ts';
import { taskAnswerer } from '../shared/adapters/task-answerer.ts';
import { environment } from '../shared/environment.ts';
import { logger, withMiddleware } from '../shared/task.ts';
import { deliver } from './deliver.ts';
import { gatewayDeps } from './gateway-deps.ts';
import { ramped } from './ramp.ts';
import { readCommand } from './read-command.ts';

const env = environment('COMMAND_QUEUE_URL', 'COMMAND_DEAD_LETTERS_URL', 'RUNS_TABLE');
const gateway = gatewayDeps();
const deps = {
  ...gateway,
  answerer: taskAnswerer,
  runs: dynamoRuns(dynamo, env.RUNS_TABLE, gateway.clock),
  aside: deadLetters(env.COMMAND_DEAD_LETTERS_URL),
};
const ramping = {
  ramps: dynamoRamps(dynamo, env.RUNS_TABLE, gateway.clock),
  clock: gateway.clock,
  blind: (error: unknown) => logger.warn('a ramp can’t be seen: nothing is kept back', { error: error as Error }),
};
const processor = new BatchProcessor(EventType.SQS);

async function carry(record: SQSRecord, context?: Context): Promise<void> {
  const { MessageGroupId: group = 'none', ApproximateReceiveCount, SequenceNumber } = record.attributes;
  const read = readCommand(record.body, SequenceNumber);
  if (read.kind === 'command') logger.appendKeys({ caseId: read.message.caseId });
  const mustEndBy = new Date(Date.now() + (context?.getRemainingTimeInMillis() ?? 0));
  const delivery = { body: record.body, read, group, mustEndBy };
  const outcome = await ramped(delivery, () => deliver(delivery, deps), ramping);
  if (outcome.kind === 'done') return;
  const tries = Number(ApproximateReceiveCount);
  const afterMs = waitMs(outcome.afterMs, tries);
  logger.warn('command waits', { why: outcome.why, afterMs, tries });
  await postpone(env.COMMAND_QUEUE_URL, record.receiptHandle, afterMs);
  throw new Error(`tried again in ${afterMs} ms: ${outcome.why}`);
}

export const handler = withMiddleware<SQSEvent, SQSBatchResponse>((event, context) =>
  processPartialResponse(event, carry, processor, { context, throwOnFullBatchFailure: false }),
);
