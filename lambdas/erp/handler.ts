import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { commandMessage } from '../../statemachines/kernel/task-input.ts';
import { postpone } from '../shared/adapters/command-queue.ts';
import { taskAnswerer } from '../shared/adapters/task-answerer.ts';
import { environment } from '../shared/environment.ts';
import { logger, withMiddleware } from '../shared/task.ts';
import { execute } from './gateway.ts';
import { gatewayDeps } from './gateway-deps.ts';

const env = environment('COMMAND_QUEUE_URL');
const deps = gatewayDeps();
const processor = new BatchProcessor(EventType.SQS);
const GROWTH = { firstMs: 1_000, mostMs: 60_000 };

async function carry(record: SQSRecord): Promise<void> {
  const message = commandMessage.parse(JSON.parse(record.body));
  logger.appendKeys({ caseId: message.caseId });
  const outcome = await execute(message, deps);
  if (outcome.kind === 'settled') return taskAnswerer.answer(message.taskToken, outcome.answer);
  const tries = Number(record.attributes.ApproximateReceiveCount);
  const grown = Math.min(GROWTH.mostMs, GROWTH.firstMs * 2 ** Math.min(tries, 6));
  const afterMs = outcome.afterMs > 0 ? outcome.afterMs : grown;
  logger.warn('command waits', { why: outcome.why, afterMs, tries });
  await postpone(env.COMMAND_QUEUE_URL, record.receiptHandle, afterMs);
  throw new Error(`tried again in ${afterMs} ms: ${outcome.why}`);
}

export const handler = withMiddleware<SQSEvent, SQSBatchResponse>((event, context) =>
  processPartialResponse(event, carry, processor, { context, throwOnFullBatchFailure: false }),
);
