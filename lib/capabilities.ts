import { Stack } from 'aws-cdk-lib';
import { GOVERNANCE } from '../statemachines/kernel/authority/change.ts';
import { DEPENDENCY_CAPABILITIES } from './dependency-capabilities.ts';
import { EXCEPTION_CAPABILITIES } from './exception-capabilities.ts';
import { allow, type Grant, onKeys, onObjects } from './grant.ts';
import { INTAKE_CAPABILITIES } from './intake-capabilities.ts';
import { modelGrant } from './model-grant.ts';
import { REASONS } from './nag-reasons.ts';
import { RECONCILIATION_CAPABILITIES } from './reconciliation-capabilities.ts';
import type { Resources } from './resources.ts';

/**
 * Everything that any function can be allowed. The ledger knows query and put only: a put is conditional in our code,
 * an overwrite by other code shows as MODIFY in the stream and alarms.
 */
export const CAPABILITIES = {
  ...INTAKE_CAPABILITIES,
  ...DEPENDENCY_CAPABILITIES,
  'ledger:read': ({ foundation: { ledger } }) => ({
    environment: { LEDGER_TABLE: ledger.tableName },
    statements: [allow(['dynamodb:Query'], ledger.tableArn)],
  }),
  'ledger:append': ({ foundation: { ledger, evidence } }) => ({
    environment: { LEDGER_TABLE: ledger.tableName, EVIDENCE_BUCKET: evidence.bucketName },
    statements: [allow(['dynamodb:Query', 'dynamodb:PutItem'], ledger.tableArn)],
  }),
  /** In cases of governance, and in no case of a workflow. */
  'governance:append': ({ foundation: { ledger, evidence } }) => ({
    environment: { LEDGER_TABLE: ledger.tableName, EVIDENCE_BUCKET: evidence.bucketName },
    statements: [onKeys(['dynamodb:Query', 'dynamodb:PutItem'], ledger.tableArn, `${GOVERNANCE.slug}-*`)],
  }),
  ...EXCEPTION_CAPABILITIES,
  ...RECONCILIATION_CAPABILITIES,
  'evidence:read': ({ foundation: { evidence } }) => onObjects('s3:GetObject', evidence),
  'evidence:write': ({ foundation: { evidence } }) => ({
    environment: { EVIDENCE_BUCKET: evidence.bucketName },
    ...onObjects('s3:PutObject', evidence),
  }),
  'documents:read': ({ foundation: { documents } }) => ({
    environment: { DOCUMENTS_BUCKET: documents.bucketName },
    ...onObjects('s3:GetObject', documents),
  }),
  /** Without it S3 answers 403 for a missing key, and a wrong reference looks like an outage. */
  'documents:list': ({ foundation: { documents } }) => ({
    statements: [allow(['s3:ListBucket'], documents.bucketArn)],
  }),
  'claims:read': ({ foundation: { claims } }) => ({
    environment: { CLAIMS_TABLE: claims.tableName },
    statements: [allow(['dynamodb:GetItem'], claims.tableArn)],
  }),
  'claims:put': ({ foundation: { claims } }) => ({
    environment: { CLAIMS_TABLE: claims.tableName },
    statements: [allow(['dynamodb:PutItem'], claims.tableArn)],
  }),
  'authority:read': ({ foundation: { authority } }) => ({
    environment: { AUTHORITY_TABLE: authority.tableName },
    statements: [allow(['dynamodb:BatchGetItem'], authority.tableArn)],
  }),
  /** Models, prompts and stop switches alone: who may decide what is none of the business of whoever asks a model. */
  'register:read': ({ foundation: { authority } }) => ({
    environment: { AUTHORITY_TABLE: authority.tableName },
    statements: [onKeys(['dynamodb:BatchGetItem'], authority.tableArn, 'model#*', 'prompt#*', 'stop#*')],
  }),
  'spending:count': ({ foundation: { spending } }) => ({
    environment: { SPENDING_TABLE: spending.tableName },
    statements: [allow(['dynamodb:UpdateItem'], spending.tableArn)],
  }),
  /** The only role that changes authority data, each time together with its ledger entry. */
  'authority:change': ({ foundation: { authority } }) => ({
    environment: { AUTHORITY_TABLE: authority.tableName },
    statements: [allow(['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem'], authority.tableArn)],
  }),
  /** Finds the stop switches and reads them, and no other authority data. */
  'switches:watch': ({ foundation: { authority } }) => ({
    environment: { AUTHORITY_TABLE: authority.tableName },
    statements: [
      onKeys(['dynamodb:Query'], `${authority.tableArn}/index/by-kind`, 'stop'),
      onKeys(['dynamodb:GetItem', 'dynamodb:ConditionCheckItem'], authority.tableArn, 'stop#*'),
    ],
  }),
  'flights:list': ({ foundation: { flights } }) => ({
    environment: { FLIGHTS_TABLE: flights.tableName },
    statements: [allow(['dynamodb:Scan'], flights.tableArn)],
  }),
  'authority:check': ({ foundation: { authority } }) => ({
    statements: [allow(['dynamodb:ConditionCheckItem'], authority.tableArn)],
  }),
  /** What is settled is off the list. */
  'flights:write': ({ foundation: { flights } }) => ({
    environment: { FLIGHTS_TABLE: flights.tableName },
    statements: [allow(['dynamodb:PutItem', 'dynamodb:DeleteItem'], flights.tableArn)],
  }),
  'commitments:read': ({ foundation: { commitments } }) => ({
    environment: { COMMITMENTS_TABLE: commitments.tableName },
    statements: [allow(['dynamodb:Query'], commitments.tableArn)],
  }),
  /** Takes off again what the ERP is known not to have. */
  'commitments:write': ({ foundation: { commitments } }) => ({
    environment: { COMMITMENTS_TABLE: commitments.tableName },
    statements: [
      allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:DeleteItem'], commitments.tableArn),
    ],
  }),
  'cases:list': ({ foundation: { cases } }) => ({
    environment: { CASES_TABLE: cases.tableName },
    statements: [allow(['dynamodb:Query'], `${cases.tableArn}/index/by-status`)],
  }),
  'reviews:list': ({ foundation: { cases } }) => ({
    environment: { CASES_TABLE: cases.tableName },
    statements: [allow(['dynamodb:Query'], `${cases.tableArn}/index/by-review`)],
  }),
  'cases:put': ({ foundation: { cases } }) => ({
    environment: { CASES_TABLE: cases.tableName },
    statements: [allow(['dynamodb:PutItem'], cases.tableArn)],
  }),
  /** No permission of AWS: whose tokens count, and what their claims mean. */
  'people:verify': ({ settings }) => ({
    environment: {
      OIDC_ISSUER: settings.oidcIssuer,
      OIDC_AUDIENCE: settings.oidcAudience,
      OIDC_ROLES_CLAIMS: settings.oidcRolesClaims,
      OIDC_ROLE_MAP: JSON.stringify(settings.oidcRoleMap),
    },
  }),
  /** No permission of AWS: how long a working hour is. */
  'reviews:time': ({ settings: { workingHourSeconds } }) => ({
    environment: workingHourSeconds === undefined ? {} : { WORKING_HOUR_SECONDS: String(workingHourSeconds) },
  }),
  /** A message to the people of a role, and nothing that decides. */
  'roles:notify': ({ roleTopics, scope }) => {
    const arns = Object.values(roleTopics.arns);
    return {
      environment: { ROLE_TOPICS: Stack.of(scope).toJsonString(roleTopics.arns) },
      statements: arns.length > 0 ? [allow(['sns:Publish'], ...arns)] : [],
    };
  },
  'bus:put': ({ bus }) => ({
    environment: { BUS_NAME: bus.eventBusName },
    statements: [allow(['events:PutEvents'], bus.eventBusArn)],
  }),
  /** The event source mapping brings the rest of what a consumer needs. */
  'commands:postpone': ({ commands: { queue } }) => ({
    environment: { COMMAND_QUEUE_URL: queue.queueUrl },
    statements: [allow(['sqs:ChangeMessageVisibility'], queue.queueArn)],
  }),
  'commands:put-aside': ({ commands: { deadLetters } }) => ({
    environment: { COMMAND_DEAD_LETTERS_URL: deadLetters.queueUrl },
    statements: [allow(['sqs:SendMessage'], deadLetters.queueArn)],
  }),
  'commands:count-runs': ({ commands: { runs } }) => ({
    environment: { RUNS_TABLE: runs.tableName },
    statements: [allow(['dynamodb:UpdateItem'], runs.tableArn), onKeys(['dynamodb:GetItem'], runs.tableArn, 'ramp#*')],
  }),
  'erp:read': ({ foundation: { erpReader }, settings }) => ({
    environment: { ERP_READER_SECRET: erpReader.secretArn, ERP_TIMEOUT_MS: String(settings.erpTimeoutMs) },
    statements: [allow(['secretsmanager:GetSecretValue'], erpReader.secretArn)],
  }),
  'erp:write': ({ foundation: { erpWriter, erpSteward, erpBuyer, erpCrediter }, settings }) => ({
    environment: {
      ERP_WRITER_SECRET: erpWriter.secretArn,
      ERP_STEWARD_SECRET: erpSteward.secretArn,
      ERP_BUYER_SECRET: erpBuyer.secretArn,
      ERP_CREDITER_SECRET: erpCrediter.secretArn,
      ERP_TIMEOUT_MS: String(settings.erpTimeoutMs),
      ERP_LEASE_MS: String(settings.erpLeaseMs),
    },
    statements: [
      allow(
        ['secretsmanager:GetSecretValue'],
        ...[erpWriter, erpSteward, erpBuyer, erpCrediter].map(({ secretArn }) => secretArn),
      ),
    ],
  }),
  'model:ask': (resources) => modelGrant(resources),
  /** Of every workflow; the machines come later, see `startExecutions`. */
  'executions:start': () => ({}),
  'executions:stop': () => ({}),
  'executions:look': () => ({}),
  /** To fail a state that waits, so that it waits anew: tells it nothing. */
  'tasks:wake': () => ({ statements: [allow(['states:SendTaskFailure'], '*')], wildcards: [['*', REASONS.tokens]] }),
  /** Step Functions knows no resource for a token's answer; a token alone posts nothing. */
  'tasks:answer': () => ({
    statements: [allow(['states:SendTaskSuccess', 'states:SendTaskFailure'], '*')],
    wildcards: [['*', REASONS.tokens]],
  }),
} as const satisfies Record<string, (resources: Resources) => Grant>;

export type Capability = keyof typeof CAPABILITIES;

export function grantOf(capability: Capability, resources: Resources): Grant {
  return CAPABILITIES[capability](resources);
}
