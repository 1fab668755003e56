import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { readmission } from '../../statemachines/kernel/quarantine.ts';
import { registry } from '../../statemachines/registry.ts';
import { s3 } from '../shared/adapters/aws.ts';
import { busAnnouncer } from '../shared/adapters/bus.ts';
import { dynamoCaseClaims } from '../shared/adapters/case-claims.ts';
import { stepFunctions } from '../shared/adapters/executions.ts';
import { recordKeeping } from '../shared/adapters/ledger.ts';
import { s3Documents } from '../shared/adapters/s3-intake.ts';
import { environment } from '../shared/environment.ts';
import { logger, withMiddleware } from '../shared/task.ts';
import { ledgerQuarantine } from './keep.ts';
import { readmit } from './readmit.ts';
import { intake } from './run.ts';

const env = environment('CLAIMS_TABLE', 'DOCUMENTS_BUCKET', 'BUS_NAME', 'STATE_MACHINES');
const records = recordKeeping();
const deps = {
  ...records,
  workflows: registry,
  claims: dynamoCaseClaims(env.CLAIMS_TABLE),
  starter: stepFunctions(env.STATE_MACHINES),
  announcer: busAnnouncer(env.BUS_NAME),
  quarantine: ledgerQuarantine(records),
  documents: s3Documents(s3, env.DOCUMENTS_BUCKET),
};
const processor = new BatchProcessor(EventType.SQS);

async function take(record: SQSRecord): Promise<void> {
  const event = eventOf(record.body);
  const asked = readmission.safeParse(event);
  const received = asked.success ? await readmit(asked.data, deps) : await intake(event, deps);
  logger.info('event taken in', { ...received });
}

function eventOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return { unreadable: body };
  }
}

export const handler = withMiddleware<SQSEvent, SQSBatchResponse>((event, context) =>
  processPartialResponse(event, take, processor, { context, throwOnFullBatchFailure: false }),
);
