import { z } from 'zod';
import { exceptionClass } from '../../statemachines/kernel/exceptions.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { Operation } from '../review/api/operations.ts';
import type { Person } from '../review/deps.ts';
import { requestMark } from '../review/request-mark.ts';
import type { About } from './act.ts';
import { assign } from './assign.ts';
import type { ExceptionsDeps } from './deps.ts';
import { listExceptions } from './list.ts';
import { resolve } from './resolve.ts';
import { bodies, listed, shown, written } from './schemas.ts';
import { showException, standingOf } from './show.ts';
import { takeBack } from './take-back.ts';

const flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional();
const listQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(40).default(20),
  after: z.string().max(400).optional().describe('The `next` of the page before.'),
  class: exceptionClass.optional(),
  company: z.string().max(100).optional().describe('Code of the company.'),
  mine: flag.describe('Those that are assigned to me.'),
  overdue: flag,
});

type Bodies = typeof bodies;
type Said<N extends keyof Bodies> = z.infer<Bodies[N]> & About;
type Act<N extends keyof Bodies> = (person: Person, said: Said<N>, deps: ExceptionsDeps) => Promise<LedgerEntry>;

/** Done once for each key, and answered as its entry left it. */
function write<N extends keyof Bodies>(name: N, id: string, summary: string, act: Act<N>): Operation<ExceptionsDeps> {
  return {
    ...{ id, method: 'post', path: `/exceptions/{caseId}/${name}`, summary, body: bodies[name], answer: written },
    async run(person, { caseId, key, body }, deps) {
      const said = { ...Object(body), caseId, request: requestMark(key, [name, body]) } as Said<N>;
      const entry = await act(person, said, deps);
      const { seq, stage, at, hash } = entry;
      const then = (await deps.ledger.read(caseId)).filter((other) => other.seq <= seq);
      return { ...standingOf(then, caseId, deps), entry: { seq, stage, at, hash } };
    },
  };
}

/** Everything that people do about exceptions; with a role in the case's company. */
export const EXCEPTION_OPERATIONS: readonly Operation<ExceptionsDeps>[] = [
  {
    ...{ id: 'listExceptions', method: 'get', path: '/exceptions', query: listQuery, answer: listed },
    summary: 'The worklist of exceptions: due first, then the amount',
    run: (person, { query }, deps) => listExceptions(person, query as z.infer<typeof listQuery>, deps),
  },
  {
    ...{ id: 'showException', method: 'get', path: '/exceptions/{caseId}', answer: shown },
    summary: 'What about a case waits for people, and what they have said',
    run: (person, { caseId }, deps) => showException(person, { caseId }, deps),
  },
  write('assign', 'assignException', 'Put it into the hands of somebody who may handle it', assign),
  write('resolve', 'resolveException', 'End it by a statement, which moves no money', resolve),
  write('take-back', 'takeBackStatement', 'Say that nobody has posted it by hand after all', takeBack),
];
