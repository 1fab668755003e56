import type { z } from 'zod';
import type { Operation } from '../review/api/operations.ts';
import { requestMark } from '../review/request-mark.ts';
import { type ReverseDeps, requestReversal } from './request-reversal.ts';
import { reopen } from './run.ts';
import { body, type Reopened, type ReversalAnswer, reopened, reversalAnswer, reversalBody } from './schemas.ts';

/** What people do about a case that has ended. */
export const REOPEN_OPERATIONS: readonly Operation<ReverseDeps>[] = [
  {
    ...{ id: 'reopen', method: 'post', path: '/cases/{caseId}/reopen', body, answer: reopened },
    summary: 'Start the next attempt of a case that was parked, refused or interrupted',
    async run(person, { caseId: id, key, body: said }, deps): Promise<Reopened> {
      const { reason, attempt } = said as z.infer<typeof body>;
      const request = requestMark(key, ['reopen', said]);
      const entry = await reopen(person, { caseId: id, reason, attempt, request }, deps);
      const { seq, stage, at, hash } = entry;
      return { caseId: id, attempt: Number(entry.body['attempt']), entry: { seq, stage, at, hash } };
    },
  },
  {
    ...{ id: 'reverse', method: 'post', path: '/cases/{caseId}/reverse', body: reversalBody, answer: reversalAnswer },
    summary: 'Ask that what a case has posted be reversed, as a case of its own that others decide',
    async run(person, { caseId: id, key, body: said }, deps): Promise<ReversalAnswer> {
      const { reason } = said as z.infer<typeof reversalBody>;
      const {
        seq,
        stage,
        at,
        hash,
        body: asked,
      } = await requestReversal(person, { caseId: id, reason, request: requestMark(key, ['reverse', said]) }, deps);
      return { caseId: id, reversal: String(asked['reversal']), entry: { seq, stage, at, hash } };
    },
  },
];
