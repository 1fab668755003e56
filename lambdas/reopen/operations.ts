import type { z } from 'zod';
import type { Operation } from '../review/api/operations.ts';
import { requestMark } from '../review/request-mark.ts';
import { type ReopenDeps, reopen } from './run.ts';
import { body, type Reopened, reopened } from './schemas.ts';

/** What people do about a case that has ended. */
export const REOPEN_OPERATIONS: readonly Operation<ReopenDeps>[] = [
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
];
