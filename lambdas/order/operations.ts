import { z } from 'zod';
import type { Operation } from '../review/api/operations.ts';
import { requestMark } from '../review/request-mark.ts';
import type { OrderDeps } from './deps.ts';
import { listed, shown, skipBody, written } from './schemas.ts';
import { listOrder, showOrder } from './show.ts';
import { skip } from './skip.ts';
import { standingOf } from './standing.ts';

const listQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(40).default(20),
  after: z.string().max(400).optional().describe('The `next` of the page before.'),
});

/** What people do about events that wait for an earlier one; with a role of the keepers of the quarantine alone. */
export const ORDER_OPERATIONS: readonly Operation<{ readonly order: OrderDeps }>[] = [
  {
    ...{ id: 'listOrder', method: 'get', path: '/order', summary: 'Subjects of which events wait, the longest first' },
    ...{ query: listQuery, answer: listed },
    run: (person, { query }, { order }) => listOrder(person, listQuery.parse(query), order),
  },
  {
    ...{ id: 'showOrder', method: 'get', path: '/order/{caseId}', answer: shown },
    summary: 'A subject: what was taken in last, what is missing, and what waits for it',
    run: (person, { caseId }, { order }) => showOrder(person, caseId, order),
  },
  {
    ...{ id: 'skipMissing', method: 'post', path: '/order/{caseId}/skip', body: skipBody, answer: written },
    summary: 'Say that what is missing is not coming: what waits for it is taken in',
    async run(person, { caseId, key, body }, { order }) {
      const { missing, reason } = skipBody.parse(body);
      const asked = { caseId, missing, reason, request: requestMark(key, ['skip', body]) };
      const { seq, stage, at, hash } = await skip(person, asked, order);
      const { last, missing: left } = await standingOf(caseId, order);
      return { caseId, last, ...(left && { missing: left }), entry: { seq, stage, at, hash } };
    },
  },
];
