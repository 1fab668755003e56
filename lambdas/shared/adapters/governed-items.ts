import { type DynamoDBDocumentClient, GetCommand, paginateQuery, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { GovernDeps } from '../../govern/deps.ts';
import type { Flight } from '../ports.ts';

const flight = z.object({
  ...{ caseId: z.string(), commandId: z.string(), preparedAt: z.string() },
  scopes: z.array(z.object({ kind: z.string(), id: z.string() })),
});

/** Items of the authority table, and the commands under way: both by consistent reads, whole. */
export function governedItems(
  dynamo: DynamoDBDocumentClient,
  tables: { readonly authority: string; readonly flights: string },
): Pick<GovernDeps, 'item' | 'flights'> {
  return {
    async item(key) {
      const request = { TableName: tables.authority, Key: { key }, ConsistentRead: true };
      const { Item } = await dynamo.send(new GetCommand(request));
      if (!Item) return undefined;
      const { key: _, ...item } = Item;
      return item;
    },
    flights: () => listFlights(dynamo, tables.flights),
  };
}

/** Every command under way. */
export async function listFlights(dynamo: DynamoDBDocumentClient, table: string): Promise<Flight[]> {
  const found: Flight[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = { TableName: table, ConsistentRead: true, ...(from && { ExclusiveStartKey: from }) };
    const { Items, LastEvaluatedKey } = await dynamo.send(new ScanCommand(page));
    found.push(...(Items ?? []).map((item) => flight.parse(item)));
    from = LastEvaluatedKey;
  } while (from);
  return found;
}

/** Keys of all stop switches, from an index that a new one reaches within seconds. */
export async function switchKeys(dynamo: DynamoDBDocumentClient, table: string): Promise<string[]> {
  const query = {
    ...{ TableName: table, IndexName: 'by-kind', KeyConditionExpression: '#kind = :kind' },
    ...{ ExpressionAttributeNames: { '#kind': 'kind' }, ExpressionAttributeValues: { ':kind': 'stop' } },
  };
  const keys: string[] = [];
  for await (const { Items } of paginateQuery({ client: dynamo }, query))
    keys.push(...(Items ?? []).map(({ key }) => String(key)));
  return keys;
}
