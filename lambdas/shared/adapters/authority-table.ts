import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { AuthorityItem } from '../authority/proof/register.ts';

/** Every item of the authority table, by consistent reads, in the order of the keys; for people, never for a decision. */
export async function allAuthorityItems(dynamo: DynamoDBDocumentClient, table: string): Promise<AuthorityItem[]> {
  const items: AuthorityItem[] = [];
  for await (const { Items } of paginateScan({ client: dynamo }, { TableName: table, ConsistentRead: true }))
    items.push(...(Items ?? []).map(({ key, ...data }) => ({ ...data, key: String(key) })));
  return items.toSorted((a, b) => a.key.localeCompare(b.key));
}
