import { HELD, ORDER } from '../statemachines/kernel/order.ts';
import { QUARANTINE, QUARANTINED } from '../statemachines/kernel/quarantine.ts';
import { allow, type Grant, objectsOf, onKeys } from './grant.ts';
import { REASONS } from './nag-reasons.ts';
import type { Resources } from './resources.ts';

/** What concerns events that are in no case of a workflow. */
export const INTAKE_CAPABILITIES = {
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
  /** In cases of subjects whose events wait, and in no case of a workflow; so with their evidence. */
  'order:append': ({ foundation: { ledger, evidence } }) => ({
    environment: { LEDGER_TABLE: ledger.tableName, EVIDENCE_BUCKET: evidence.bucketName },
    statements: [onKeys(['dynamodb:Query', 'dynamodb:PutItem'], ledger.tableArn, `${ORDER.slug}-*`)],
  }),
  'order:evidence': ({ foundation: { evidence } }) => ({
    statements: [allow(['s3:GetObject'], evidence.arnForObjects(`${ORDER.slug}-*`))],
    wildcards: [[objectsOf(evidence, `${ORDER.slug}-*`), REASONS.objects]],
  }),
  'order:list': ({ foundation: { cases } }) => ({
    environment: { CASES_TABLE: cases.tableName },
    statements: [onKeys(['dynamodb:Query'], `${cases.tableArn}/index/by-review`, HELD)],
  }),
  'order:read': ({ foundation: { order } }) => ({
    environment: { ORDER_TABLE: order.tableName },
    statements: [allow(['dynamodb:GetItem'], order.tableArn)],
  }),
  /** Gives events their places, and raises positions. */
  'order:advance': ({ foundation: { order } }) => ({
    statements: [allow(['dynamodb:PutItem', 'dynamodb:UpdateItem'], order.tableArn)],
  }),
  /** Takes a place back from an event that can't be read any more. */
  'order:free': ({ foundation: { order } }) => ({ statements: [allow(['dynamodb:DeleteItem'], order.tableArn)] }),
  /** No permission of AWS: how long an event waits before somebody is asked. */
  'order:time': ({ settings }) => ({
    environment: { ORDER_PATIENCE_SECONDS: String(settings.orderPatienceSeconds) },
  }),
  /** Names an entry whose event Intake then takes in. */
  'intake:ask': ({ intake }) => ({
    environment: { INTAKE_QUEUE_URL: intake.queue.queueUrl },
    statements: [allow(['sqs:SendMessage'], intake.queue.queueArn)],
  }),
} as const satisfies Record<string, (resources: Resources) => Grant>;
