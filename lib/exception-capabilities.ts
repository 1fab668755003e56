import { QUARANTINE, QUARANTINED } from '../statemachines/kernel/quarantine.ts';
import { allow, type Grant, objectsOf, onKeys } from './grant.ts';
import { REASONS } from './nag-reasons.ts';
import type { Resources } from './resources.ts';

/** What functions can be allowed about what left its way and waits for people. */
export const EXCEPTION_CAPABILITIES = {
  /** In cases of events in quarantine, and in no case of a workflow; so with their evidence. */
  'quarantine:append': ({ foundation: { ledger, evidence } }) => ({
    environment: { LEDGER_TABLE: ledger.tableName, EVIDENCE_BUCKET: evidence.bucketName },
    statements: [onKeys(['dynamodb:Query', 'dynamodb:PutItem'], ledger.tableArn, `${QUARANTINE.slug}-*`)],
  }),
  'quarantine:evidence': ({ foundation: { evidence } }) => ({
    statements: [allow(['s3:GetObject', 's3:PutObject'], evidence.arnForObjects(`${QUARANTINE.slug}-*`))],
    wildcards: [[objectsOf(evidence, `${QUARANTINE.slug}-*`), REASONS.objects]],
  }),
  'quarantine:list': ({ foundation: { cases } }) => ({
    environment: { CASES_TABLE: cases.tableName },
    statements: [onKeys(['dynamodb:Query'], `${cases.tableArn}/index/by-review`, QUARANTINED)],
  }),
  'exceptions:list': ({ foundation: { cases } }) => ({
    environment: { CASES_TABLE: cases.tableName },
    statements: [allow(['dynamodb:Query'], `${cases.tableArn}/index/by-exception`)],
  }),
  'quarantine:readmit': ({ intake }) => ({
    environment: { INTAKE_QUEUE_URL: intake.queue.queueUrl },
    statements: [allow(['sqs:SendMessage'], intake.queue.queueArn)],
  }),
} as const satisfies Record<string, (resources: Resources) => Grant>;
