import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { IN_FLIGHT } from '../case-status.ts';

/** One case as lists show it: a view of the ledger, rebuilt from it at any time. */
export const caseSummary = z.strictObject({
  caseId: z.string(),
  workflow: z.string(),
  status: z.string(),
  /** The attempt that is running or ran last. */
  attempt: z.int(),
  subject: z.string(),
  /** Of the newest entry. */
  seq: z.int(),
  updatedAt: z.string(),
  facets: z.record(z.string(), z.string()),
});
export type CaseSummary = z.infer<typeof caseSummary>;

const PAGE = 200;

export function caseView(dynamo: DynamoDBDocumentClient, table: string) {
  /** The newest cases of a status, at most 200. */
  const byStatus = async (status: string): Promise<CaseSummary[]> => {
    const { Items } = await dynamo.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'by-status',
        KeyConditionExpression: '#status = :status',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':status': status },
        ScanIndexForward: false,
        Limit: PAGE,
      }),
    );
    return (Items ?? []).map((item) => caseSummary.parse(item));
  };
  return {
    byStatus,
    async inFlight(): Promise<CaseSummary[]> {
      return (await Promise.all(IN_FLIGHT.map(byStatus))).flat();
    },
    async facets(workflow: string, except: string): Promise<Record<string, string>[]> {
      const cases = await Promise.all(IN_FLIGHT.map(byStatus));
      const others = cases.flat().filter((found) => found.workflow === workflow && found.caseId !== except);
      return others.map(({ caseId, facets }) => ({ ...facets, caseId }));
    },
    /** Writes the summary unless a newer one is there. */
    async put(summary: CaseSummary): Promise<void> {
      const condition = 'attribute_not_exists(caseId) OR seq < :seq';
      const values = { ':seq': summary.seq };
      try {
        await dynamo.send(
          new PutCommand({
            TableName: table,
            Item: summary,
            ConditionExpression: condition,
            ExpressionAttributeValues: values,
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}
