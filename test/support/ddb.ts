import { CreateTableCommand, type CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../lambdas/shared/ports.ts';
import { startDynamoDbLocal } from '../../local/engine/dynamodb-local.ts';
import { freePort } from '../../local/engine/port.ts';
import { takeThrottle } from './faults.ts';

const TABLES = {
  ledger: 'ledger',
  claims: 'claims',
  authority: 'authority',
  runs: 'runs',
  flights: 'flights',
  cases: 'cases',
  commitments: 'commitments',
  reconciliation: 'reconciliation',
  order: 'order',
  breakers: 'breakers',
} as const;

/** The real adapters over a DynamoDB Local of their own, on a free port; `stop` ends it. */
export async function openTables() {
  const local = await startDynamoDbLocal({ port: await freePort() });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: local.endpoint,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
  const { dynamo } = await import('../../lambdas/shared/adapters/aws.ts');
  const { dynamoEntryStore } = await import('../../lambdas/shared/adapters/dynamo-entry-store.ts');
  const { dynamoCommitments } = await import('../../lambdas/shared/adapters/dynamo-commitments.ts');
  const { dynamoPositions } = await import('../../lambdas/shared/adapters/dynamo-positions.ts');
  const { dynamoRuns } = await import('../../lambdas/shared/adapters/dynamo-runs.ts');
  const { dynamoBreakers } = await import('../../lambdas/shared/adapters/dynamo-breakers.ts');
  const { dynamoDependencies } = await import('../../lambdas/shared/adapters/dynamo-dependencies.ts');
  const { dynamoCaseClaims } = await import('../../lambdas/shared/adapters/case-claims.ts');
  dynamo.middlewareStack.add(
    (next) => (args) => {
      if (takeThrottle()) throw throttling();
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'throttle' },
  );
  const create = (table: Omit<CreateTableCommandInput, 'BillingMode'>) =>
    dynamo.send(new CreateTableCommand({ BillingMode: 'PAY_PER_REQUEST', ...table }));
  await create({
    TableName: TABLES.ledger,
    AttributeDefinitions: [
      { AttributeName: 'caseId', AttributeType: 'S' },
      { AttributeName: 'seq', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'caseId', KeyType: 'HASH' },
      { AttributeName: 'seq', KeyType: 'RANGE' },
    ],
  });
  const byKind = {
    AttributeDefinitions: [
      { AttributeName: 'key', AttributeType: 'S' },
      { AttributeName: 'kind', AttributeType: 'S' },
    ],
    KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-kind',
        KeySchema: [
          { AttributeName: 'kind', KeyType: 'HASH' },
          { AttributeName: 'key', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  } satisfies Omit<CreateTableCommandInput, 'TableName' | 'BillingMode'>;
  for (const TableName of [TABLES.authority, TABLES.breakers]) await create({ TableName, ...byKind });
  await create({
    TableName: TABLES.cases,
    AttributeDefinitions: ['caseId', 'status', 'updatedAt', 'exceptionClass', 'exceptionOrder'].map(
      (AttributeName) => ({
        ...{ AttributeName, AttributeType: 'S' },
      }),
    ),
    KeySchema: [{ AttributeName: 'caseId', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: (
      [
        ['by-status', 'status', 'updatedAt'],
        ['by-exception', 'exceptionClass', 'exceptionOrder'],
      ] as const
    ).map(([IndexName, hash, range]) => ({
      IndexName,
      KeySchema: [
        { AttributeName: hash, KeyType: 'HASH' },
        { AttributeName: range, KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    })),
  });
  await create({
    TableName: TABLES.commitments,
    AttributeDefinitions: [
      { AttributeName: 'group', AttributeType: 'S' },
      { AttributeName: 'entry', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'group', KeyType: 'HASH' },
      { AttributeName: 'entry', KeyType: 'RANGE' },
    ],
  });
  await create({
    TableName: TABLES.reconciliation,
    AttributeDefinitions: [
      { AttributeName: 'list', AttributeType: 'S' },
      { AttributeName: 'id', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'list', KeyType: 'HASH' },
      { AttributeName: 'id', KeyType: 'RANGE' },
    ],
  });
  await create({
    TableName: TABLES.order,
    AttributeDefinitions: [
      { AttributeName: 'stream', AttributeType: 'S' },
      { AttributeName: 'sequence', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'stream', KeyType: 'HASH' },
      { AttributeName: 'sequence', KeyType: 'RANGE' },
    ],
  });
  for (const TableName of [TABLES.claims, TABLES.runs, TABLES.flights]) {
    await create({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
    });
  }
  return {
    dynamo,
    tables: TABLES,
    store: dynamoEntryStore(dynamo, TABLES),
    commitments: dynamoCommitments(dynamo, TABLES.commitments),
    claims: dynamoCaseClaims(TABLES.claims),
    positions: dynamoPositions(dynamo, TABLES.order),
    breakers: dynamoBreakers(dynamo, TABLES),
    dependencies: dynamoDependencies(dynamo, TABLES),
    runsOf: (clock: Clock) => dynamoRuns(dynamo, TABLES.runs, clock),
    putSwitch: (key: string, version: number) =>
      dynamo.send(new PutCommand({ TableName: TABLES.authority, Item: { key, version, stopped: false } })),
    /** People of the register, as far as a transaction asks for them: that they are unchanged. */
    async putPeople(...ids: readonly string[]) {
      for (const id of ids)
        await dynamo.send(new PutCommand({ TableName: TABLES.authority, Item: { key: `person#${id}`, version: 1 } }));
    },
    stop: local.stop,
  };
}

/** What the SDK makes of a throttled request; its own retry sees it first. */
function throttling(): Error {
  const name = 'ThrottlingException';
  return Object.assign(new Error('Rate exceeded'), { name, $fault: 'client', $metadata: { httpStatusCode: 400 } });
}
