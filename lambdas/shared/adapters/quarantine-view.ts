import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { QUARANTINED } from '../../../statemachines/kernel/quarantine.ts';
import type { QuarantineDeps, QuarantineLine } from '../../quarantine/deps.ts';
import { type CaseSummary, inOrder } from './case-view.ts';

const facets = z.object({
  ...{ sender: z.string(), type: z.string(), eventId: z.string(), firstSeen: z.string(), reason: z.string() },
  count: z.coerce.number().int(),
});

/** One line of the list, of a case's summary. */
export function quarantineLine({ caseId, reviewOrder = '', facets: kept }: CaseSummary): QuarantineLine {
  return { caseId, place: reviewOrder, ...facets.parse(kept) };
}

/** Events in quarantine that wait, oldest first; seconds behind the ledger. */
export function quarantineView(dynamo: DynamoDBDocumentClient, table: string): QuarantineDeps['waiting'] {
  return async ({ after, limit }) =>
    (await inOrder(dynamo, table, { status: QUARANTINED, after: after || ' ', limit })).map(quarantineLine);
}
