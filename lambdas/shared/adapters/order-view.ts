import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { HELD } from '../../../statemachines/kernel/order.ts';
import type { OrderLine, OrderView } from '../../order/line.ts';
import { type CaseSummary, inOrder } from './case-view.ts';

const facets = z.object({
  ...{ sender: z.string(), subject: z.string(), workflow: z.string(), waitingSince: z.string() },
  ...{ waiting: z.coerce.number().int(), first: z.coerce.number().int() },
  expired: z.enum(['yes', 'no']).transform((text) => text === 'yes'),
});

/** One line of the list, of a case's summary. */
export function orderLine({ caseId, reviewOrder = '', facets: kept }: CaseSummary): OrderLine {
  return { caseId, place: reviewOrder, ...facets.parse(kept) };
}

/** Subjects of which events wait, the longest first; seconds behind the ledger. */
export function orderView(dynamo: DynamoDBDocumentClient, table: string): OrderView {
  return async ({ after, limit }) =>
    (await inOrder(dynamo, table, { status: HELD, after: after || ' ', limit })).map(orderLine);
}
