import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { OpenReviews } from '../../review/open.ts';

const item = z.object({ caseId: z.string(), digest: z.string(), taskToken: z.string(), due: z.string() });

/** Task tokens of waiting reviews, beside the claims: whoever holds one can resume a case, and post nothing by it. */
export function dynamoOpenReviews(dynamo: DynamoDBDocumentClient, table: string): OpenReviews {
  const keyOf = (caseId: string) => `review#${caseId}`;
  return {
    async put({ caseId, ...review }) {
      await dynamo.send(new PutCommand({ TableName: table, Item: { key: keyOf(caseId), caseId, ...review } }));
    },
    async get(caseId) {
      const request = { TableName: table, Key: { key: keyOf(caseId) }, ConsistentRead: true };
      const { Item } = await dynamo.send(new GetCommand(request));
      return Item && item.parse(Item);
    },
  };
}
