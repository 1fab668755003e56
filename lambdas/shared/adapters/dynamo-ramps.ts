import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Ramps } from '../../erp/ramp.ts';
import type { Clock } from '../ports.ts';

const ramp = z.object({ waits: z.int(), released: z.int(), notBefore: z.int() });

/** Longer than any outage that a message outlives. */
const KEPT_SECONDS = 15 * 86_400;

/** Ramps beside the runs of commands, one item a group. */
export function dynamoRamps(dynamo: DynamoDBDocumentClient, table: string, clock: Clock): Ramps {
  const itemOf = (group: string) => ({ TableName: table, Key: { key: `ramp#${group}` } });
  return {
    async read(group) {
      const { Item } = await dynamo.send(new GetCommand({ ...itemOf(group), ConsistentRead: true }));
      return ramp.nullish().parse(Item?.['ramp']) ?? undefined;
    },
    async write(group, next) {
      const expires = Math.ceil(clock.now().getTime() / 1000) + KEPT_SECONDS;
      await dynamo.send(
        new UpdateCommand({
          ...itemOf(group),
          UpdateExpression: 'SET ramp = :next, expiresAt = :expires',
          ExpressionAttributeValues: { ':next': next ?? null, ':expires': expires },
        }),
      );
    },
  };
}
