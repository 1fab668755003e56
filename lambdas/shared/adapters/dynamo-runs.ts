import { randomUUID } from 'node:crypto';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Runs } from '../../erp/runs.ts';
import type { Clock } from '../ports.ts';

/** Longer than the queue keeps any message. */
const KEPT_SECONDS = 15 * 86_400;

/**
 * One item a command with the set of its runs that are not struck out, each as `<must end by, epoch ms>#<id>`. Adding to a
 * set and deleting from it are each one write that the SDK may repeat.
 */
export function dynamoRuns(dynamo: DynamoDBDocumentClient, table: string, clock: Clock): Runs {
  return {
    async begin(command, mustEndBy) {
      const now = clock.now().getTime();
      const self = `${mustEndBy.getTime()}#${randomUUID()}`;
      const item = { TableName: table, Key: { key: command }, ExpressionAttributeNames: { '#runs': 'runs' } };
      const { Attributes } = await dynamo.send(
        new UpdateCommand({
          ...item,
          UpdateExpression: 'ADD #runs :self SET expiresAt = :expires',
          ExpressionAttributeValues: { ':self': new Set([self]), ':expires': Math.ceil(now / 1000) + KEPT_SECONDS },
          ReturnValues: 'ALL_NEW',
        }),
      );
      const runs = [...((Attributes?.['runs'] as Set<string> | undefined) ?? [])];
      return {
        crashes: runs.filter((run) => Number(run.split('#')[0]) < now).length,
        async strikeOut() {
          const ExpressionAttributeValues = { ':self': new Set([self]) };
          await dynamo.send(
            new UpdateCommand({ ...item, UpdateExpression: 'DELETE #runs :self', ExpressionAttributeValues }),
          );
        },
      };
    },
  };
}
