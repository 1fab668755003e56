import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Positions } from '../../order/positions.ts';
import { asTransient } from '../as-transient.ts';
import { unmarshalled } from './aws.ts';

/** Before every place. */
const POSITION = 0;
const place = z.object({ event: z.string() });

function unlessConditional(error: unknown): void {
  if (!(error instanceof ConditionalCheckFailedException)) asTransient(error);
}

/** Key `stream` and `sequence`: one item with the position, and one a place, with the event that has it. */
export function dynamoPositions(dynamo: DynamoDBDocumentClient, table: string): Positions {
  const read = async (stream: string, sequence: number) => {
    const request = { TableName: table, Key: { stream, sequence }, ConsistentRead: true };
    return (await dynamo.send(new GetCommand(request)).catch(asTransient)).Item;
  };
  return {
    async last(stream) {
      return z.int().parse((await read(stream, POSITION))?.['position'] ?? 0);
    },
    async claim(stream, sequence, event) {
      const request = new PutCommand({
        ...{ TableName: table, Item: { stream, sequence, event } },
        ConditionExpression: 'attribute_not_exists(#stream)',
        ExpressionAttributeNames: { '#stream': 'stream' },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      try {
        await dynamo.send(request);
        return event;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) return asTransient(error);
        return place.parse(unmarshalled(error.Item ?? {})).event;
      }
    },
    async holder(stream, sequence) {
      const found = await read(stream, sequence);
      return found && place.parse(found).event;
    },
    async advance(stream, to) {
      const request = new UpdateCommand({
        ...{ TableName: table, Key: { stream, sequence: POSITION } },
        UpdateExpression: 'SET #position = :to',
        ConditionExpression: 'attribute_not_exists(#position) OR #position < :to',
        ExpressionAttributeNames: { '#position': 'position' },
        ExpressionAttributeValues: { ':to': to },
      });
      await dynamo.send(request).catch(unlessConditional);
    },
    async free(stream, sequence, event) {
      const request = new DeleteCommand({
        ...{ TableName: table, Key: { stream, sequence } },
        ConditionExpression: '#event = :event',
        ExpressionAttributeNames: { '#event': 'event' },
        ExpressionAttributeValues: { ':event': event },
      });
      await dynamo.send(request).catch(unlessConditional);
    },
  };
}
