import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ExceptionClass } from '../../../statemachines/kernel/exceptions.ts';
import type { ExceptionPage } from '../../exceptions/deps.ts';
import { type CaseSummary, caseSummary } from './case-view.ts';

/** Open exceptions of one class in order, those after a place in it; at most `limit`. Seconds behind the ledger. */
export function exceptionsView(dynamo: DynamoDBDocumentClient, table: string) {
  return async (of: ExceptionClass, { after, limit }: ExceptionPage): Promise<CaseSummary[]> => {
    const { Items } = await dynamo.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'by-exception',
        KeyConditionExpression: 'exceptionClass = :of AND exceptionOrder > :after',
        ExpressionAttributeValues: { ':of': of, ':after': after || ' ' },
        Limit: limit,
      }),
    );
    return (Items ?? []).map((item) => caseSummary.parse(item));
  };
}
