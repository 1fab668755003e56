import { allow, type Grant } from './grant.ts';
import type { Resources } from './resources.ts';

/** What functions can be allowed about the reconciliation of ledger and ERP. */
export const RECONCILIATION_CAPABILITIES = {
  /** Watermark, places, and the list of open breaks. */
  'reconciliation:keep': ({ foundation: { reconciliation } }) => ({
    environment: { RECONCILIATION_TABLE: reconciliation.tableName },
    statements: [
      allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:DeleteItem'], reconciliation.tableArn),
    ],
  }),
  /** A message that posts nothing which the ledger does not authorise. */
  'commands:settle': ({ commands: { queue } }) => ({
    environment: { COMMAND_QUEUE_URL: queue.queueUrl },
    statements: [allow(['sqs:SendMessage'], queue.queueArn)],
  }),
} as const satisfies Record<string, (resources: Resources) => Grant>;
