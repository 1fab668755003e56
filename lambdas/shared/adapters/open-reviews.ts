import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { OpenReviews } from '../../review/open.ts';

/** Task tokens of waiting reviews, beside the claims: whoever holds one can resume a case, and post nothing by it. */
export function dynamoOpenReviews(dynamo: DynamoDBDocumentClient, table: string): OpenReviews {
  return {
    async put({ caseId, ...review }) {
      await dynamo.send(new PutCommand({ TableName: table, Item: { key: `review#${caseId}`, caseId, ...review } }));
    },
  };
}
