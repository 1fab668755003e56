import { CreateTableCommand, DeleteTableCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { entryOf } from '../../lambdas/shared/adapters/dynamo-entry-store.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';

type Item = Record<string, unknown>;

/** Reads a whole ledger table, consistently; entries by case, oldest first. @throws CountersignError LedgerBroken */
export async function readLedger(dynamo: DynamoDBDocumentClient, table: string): Promise<Map<string, LedgerEntry[]>> {
  const cases = new Map<string, LedgerEntry[]>();
  for await (const item of itemsOf(dynamo, table)) {
    const entry = entryOf(item);
    cases.set(entry.caseId, [...(cases.get(entry.caseId) ?? []), entry]);
  }
  for (const entries of cases.values()) entries.sort((a, b) => a.seq - b.seq);
  return cases;
}

/** Makes a table of the ledger's key, and copies every item into it as it lies there: what a restore to this moment would give. */
export async function copyLedger(dynamo: DynamoDBDocumentClient, from: string, to: string): Promise<void> {
  const key = [
    { AttributeName: 'caseId', AttributeType: 'S', KeyType: 'HASH' },
    { AttributeName: 'seq', AttributeType: 'N', KeyType: 'RANGE' },
  ] as const;
  const create = new CreateTableCommand({
    TableName: to,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: key.map(({ AttributeName, AttributeType }) => ({ AttributeName, AttributeType })),
    KeySchema: key.map(({ AttributeName, KeyType }) => ({ AttributeName, KeyType })),
  });
  await dynamo.send(create);
  await waitUntilTableExists({ client: dynamo, maxWaitTime: 60, minDelay: 1, maxDelay: 2 }, { TableName: to });
  for await (const Item of itemsOf(dynamo, from)) await dynamo.send(new PutCommand({ TableName: to, Item }));
}

export async function deleteTable(dynamo: DynamoDBDocumentClient, table: string): Promise<void> {
  await dynamo.send(new DeleteTableCommand({ TableName: table })).catch((error: Error) => {
    if (error.name !== 'ResourceNotFoundException') throw error;
  });
}

async function* itemsOf(dynamo: DynamoDBDocumentClient, TableName: string): AsyncGenerator<Item> {
  for await (const { Items } of paginateScan({ client: dynamo }, { TableName, ConsistentRead: true }))
    yield* Items ?? [];
}
