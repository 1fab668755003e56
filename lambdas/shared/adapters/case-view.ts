import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { exceptionClass } from '../../../statemachines/kernel/exceptions.ts';
import { money } from '../../../statemachines/kernel/money.ts';
import { type CaseStatus, IN_FLIGHT } from '../case-status.ts';

/** What a list of reviews shows of one. */
export const waitingReview = z.strictObject({
  /** Of the proposal under review. */
  digest: z.string(),
  /** UTC; from here on the next role is asked, or the review ends. */
  due: z.string(),
  /** The least role that may decide alone, and the one that is asked at present. */
  role: z.string(),
  asked: z.string(),
  /** How many people must countersign, and who has. */
  needed: z.int(),
  approvedBy: z.array(z.string()),
  company: z.string(),
  /** In group currency. */
  exposure: money.optional(),
  holder: z.strictObject({ subject: z.string(), until: z.string() }).optional(),
});
export type WaitingReview = z.infer<typeof waitingReview>;

/** What the worklist of exceptions shows of one. */
export const listedException = z.strictObject({
  /** Position in the case's ledger of the entry that began it. */
  opened: z.int(),
  /** UTC; when it began, and by when somebody should have resolved it. */
  since: z.string(),
  due: z.string(),
  reason: z.string(),
  company: z.string().optional(),
  /** In group currency. */
  value: money.optional(),
  assignee: z.string().optional(),
});
export type ListedException = z.infer<typeof listedException>;

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
  review: waitingReview.optional(),
  /** Due first, then the larger amount, then by case: sorts the index of open reviews, in which only they are. */
  reviewOrder: z.string().optional(),
  exception: listedException.optional(),
  /** With the place in its class, due first, then the larger amount: the index of open exceptions, in which only they are. */
  exceptionClass: exceptionClass.optional(),
  exceptionOrder: z.string().optional(),
});
export type CaseSummary = z.infer<typeof caseSummary>;

const PAGE = 200;
const WAITING: CaseStatus = 'waiting-review';

/** Due first, then the larger amount, then by case. */
export function placeOf(due: string, amount: number | undefined, caseId: string): string {
  const largestFirst = String(Number.MAX_SAFE_INTEGER - Math.max(0, amount ?? 0)).padStart(16, '0');
  return `${due}#${largestFirst}#${caseId}`;
}

/** Cases of a status that wait for people, in the order of that index, after a place in it; at most `limit`. */
export async function inOrder(
  dynamo: DynamoDBDocumentClient,
  table: string,
  { status, after, limit }: { readonly status: string; readonly after: string; readonly limit: number },
): Promise<CaseSummary[]> {
  const { Items } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      IndexName: 'by-review',
      KeyConditionExpression: '#status = :status AND reviewOrder > :after',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':status': status, ':after': after },
      Limit: limit,
    }),
  );
  return (Items ?? []).map((item) => caseSummary.parse(item));
}

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
    /** Open reviews in order, those after a place in it; at most `limit`. */
    async waitingReviews({ after, limit }: { after?: string | undefined; limit: number }): Promise<CaseSummary[]> {
      return inOrder(dynamo, table, { status: WAITING, after: after ?? ' ', limit });
    },
    async inFlight(): Promise<CaseSummary[]> {
      return (await Promise.all(IN_FLIGHT.map(byStatus))).flat();
    },
    /** Cases of a status that changed at a time or after it, oldest first; `next` where there may be more. */
    async since(
      status: string,
      { from, after, limit }: { from: string; after?: string | undefined; limit: number },
    ): Promise<{ cases: CaseSummary[]; next?: string }> {
      const [updatedAt = '', caseId = ''] = after?.split('#') ?? [];
      const { Items, LastEvaluatedKey: last } = await dynamo.send(
        new QueryCommand({
          ...{ TableName: table, IndexName: 'by-status', Limit: limit },
          KeyConditionExpression: '#status = :status AND updatedAt >= :from',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':status': status, ':from': from },
          ...(updatedAt >= from && { ExclusiveStartKey: { status, updatedAt, caseId } }),
        }),
      );
      const cases = (Items ?? []).map((item) => caseSummary.parse(item));
      return { cases, ...(last && { next: `${last['updatedAt']}#${last['caseId']}` }) };
    },
    async facets(workflow: string, except: string): Promise<Record<string, string>[]> {
      const cases = await Promise.all(IN_FLIGHT.map(byStatus));
      const others = cases.flat().filter((found) => found.workflow === workflow && found.caseId !== except);
      return others.map(({ caseId, facets }) => ({ ...facets, caseId }));
    },
    /**
     * Writes the summary unless it or a newer one is there; the `seq` of the one that it replaced, 0 for none, and
     * `undefined` when nothing was written: a case's entries lie each in one such step, however often they are told.
     */
    async put(summary: CaseSummary): Promise<number | undefined> {
      const condition = 'attribute_not_exists(caseId) OR seq < :seq';
      const values = { ':seq': summary.seq };
      try {
        const { Attributes } = await dynamo.send(
          new PutCommand({
            TableName: table,
            Item: summary,
            ConditionExpression: condition,
            ExpressionAttributeValues: values,
            ReturnValues: 'ALL_OLD',
          }),
        );
        return Number(Attributes?.['seq'] ?? 0);
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return undefined;
      }
    },
  };
}
