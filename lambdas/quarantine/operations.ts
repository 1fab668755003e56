import { z } from 'zod';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { Operation } from '../review/api/operations.ts';
import type { Person } from '../review/deps.ts';
import { requestMark } from '../review/request-mark.ts';
import type { Asked } from './act.ts';
import type { QuarantineDeps } from './deps.ts';
import { discard } from './discard.ts';
import { readmit } from './readmit.ts';
import { repair } from './repair.ts';
import { bodies, listed, shown, written } from './schemas.ts';
import { listQuarantine, showQuarantine, standingOf } from './show.ts';

/** Characters of a request: a document inline, with what JSON adds to it. */
export const MOST_CHARACTERS = 400_000;

const listQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(40).default(20),
  after: z.string().max(400).optional().describe('The `next` of the page before.'),
});

type Bodies = typeof bodies;
type About<N extends keyof Bodies> = z.infer<Bodies[N]> & Asked;
type Act<N extends keyof Bodies> = (person: Person, asked: About<N>, deps: QuarantineDeps) => Promise<LedgerEntry>;

/** Done once for each key, and answered as its entry left it. */
function write<N extends keyof Bodies>(name: N, summary: string, act: Act<N>): Operation<QuarantineDeps> {
  return {
    ...{ id: `${name}Quarantined`, method: 'post', path: `/quarantine/{caseId}/${name}`, summary },
    ...{ body: bodies[name], answer: written },
    async run(person, { caseId, key, body }, deps) {
      const asked = { ...Object(body), caseId, request: requestMark(key, [name, body]) } as About<N>;
      const entry = await act(person, asked, deps);
      const { seq, stage, at, hash } = entry;
      const then = (await deps.ledger.read(caseId)).filter((other) => other.seq <= seq);
      return { ...standingOf(then, caseId), entry: { seq, stage, at, hash } };
    },
  };
}

/** Everything that people do about events in quarantine; with one of the roles of its keepers alone. */
export const QUARANTINE_OPERATIONS: readonly Operation<QuarantineDeps>[] = [
  {
    ...{ id: 'listQuarantine', method: 'get', path: '/quarantine', summary: 'Events in quarantine, oldest first' },
    ...{ query: listQuery, answer: listed },
    run: (person, { query }, deps) => listQuarantine(person, listQuery.parse(query), deps),
  },
  {
    ...{ id: 'showQuarantined', method: 'get', path: '/quarantine/{caseId}', answer: shown },
    summary: 'An event in quarantine as it came, why, and what was done about it',
    run: (person, { caseId }, deps) => showQuarantine(person, { caseId }, deps),
  },
  write('repair', 'Attach a corrected event; what came stays as evidence', repair),
  write('readmit', 'Take the event in, with the identity that it came with', readmit),
  write('discard', 'Put the event away, with a reason', discard),
];
