import { type DynamoDBDocumentClient, GetCommand, QueryCommand, type QueryCommandOutput } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { amounts } from '../../../statemachines/kernel/authority/measure.ts';
import { asTransient } from '../as-transient.ts';
import { expiryOf } from '../authority/committed.ts';
import type { Commitment, Commitments, TransactWrite } from '../ports.ts';

/** Sorts before every day. */
const TURN = '#turn';
const commitment = z.object({
  caseId: z.string(),
  date: z.iso.date(),
  exposures: amounts,
  confirmedAt: z.iso.datetime().optional(),
});

/**
 * Key `group` and `entry`: one item with the turn, and one a commitment, whose `entry` begins with its day, so that a
 * window is one range. Commitments go when no window can reach them.
 */
export function dynamoCommitments(dynamo: DynamoDBDocumentClient, table: string): Commitments {
  return {
    async turn(group) {
      const request = { TableName: table, Key: { group, entry: TURN }, ConsistentRead: true };
      const { Item } = await dynamo.send(new GetCommand(request)).catch(asTransient);
      return z.int().parse(Item?.['turn'] ?? 0);
    },
    async since(group, day) {
      const found: Commitment[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const request = new QueryCommand({
          ...{ TableName: table, ConsistentRead: true },
          KeyConditionExpression: '#group = :group AND #entry >= :day',
          ExpressionAttributeNames: { '#group': 'group', '#entry': 'entry' },
          ExpressionAttributeValues: { ':group': group, ':day': day },
          ...(from && { ExclusiveStartKey: from }),
        });
        const page: QueryCommandOutput = await dynamo.send(request).catch(asTransient);
        for (const item of page.Items ?? []) found.push(commitment.parse(item));
        from = page.LastEvaluatedKey;
      } while (from);
      return found;
    },
  };
}

/** The writes of {@link TransactWrite} that concern commitments, as parts of a transaction. */
export function commitmentItem(
  write: Extract<TransactWrite, { kind: 'turn' | 'committed' | 'released' }>,
  table: string | undefined,
) {
  const group = write.key;
  if (write.kind === 'released') return { Delete: { TableName: table, Key: { group, entry: write.entry } } };
  if (write.kind === 'committed') {
    const Item = { group, entry: write.entry, ...write.commitment, expiresAt: expiryOf(write.commitment) };
    return { Put: { TableName: table, Item } };
  }
  const unchanged =
    write.was === 0
      ? { ConditionExpression: 'attribute_not_exists(#group)', ExpressionAttributeNames: { '#group': 'group' } }
      : { ConditionExpression: 'turn = :was', ExpressionAttributeValues: { ':was': write.was } };
  return { Put: { TableName: table, Item: { group, entry: TURN, turn: write.was + 1 }, ...unchanged } };
}
