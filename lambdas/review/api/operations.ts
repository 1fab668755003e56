import { z } from 'zod';
import type { LedgerEntry } from '../../../statemachines/kernel/ledger-entry.ts';
import { callBack } from '../call-back.ts';
import { type About, askBack, claim, handOver, release } from '../conversation.ts';
import { approve, reject } from '../countersign.ts';
import type { Person } from '../deps.ts';
import { proposeValue } from '../propose-value.ts';
import { once, requestMark } from '../request-mark.ts';
import { type ListDeps, listReviews } from './list.ts';
import { bodies, page, shown, written } from './schemas.ts';
import { showReview } from './show.ts';
import { writtenOf } from './standing.ts';

export type ApiDeps = ListDeps;

/** What a request brings, each part as its schema read it. */
export interface Read {
  readonly caseId: string;
  readonly query: unknown;
  readonly body: unknown;
  /** The `Idempotency-Key`; empty for what only reads. */
  readonly key: string;
}

/** One operation: how it is described, checked and done. Routes and OpenAPI are both made of the same table. */
export interface Operation<Deps = ApiDeps> {
  readonly id: string;
  readonly method: 'get' | 'post';
  /** `{caseId}` is its one parameter. */
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  run(person: Person, request: Read, deps: Deps): Promise<unknown>;
}

type Bodies = typeof bodies;
type Write<N extends keyof Bodies> = z.infer<Bodies[N]> & Pick<About, 'caseId' | 'request'>;

/** A write is done once for each key, and answers what its entry recorded. */
function write<N extends keyof Bodies>(
  name: N,
  verb: string,
  summary: string,
  act: (person: Person, about: Write<N>, deps: ApiDeps) => Promise<LedgerEntry>,
): Operation {
  return {
    ...{ id: name, method: 'post', path: `/reviews/{caseId}/${verb}`, summary },
    ...{ body: bodies[name], answer: written },
    async run(person, { caseId, key, body }, deps) {
      const request = requestMark(key, [verb, body]);
      const about = { ...(body as z.infer<Bodies[N]>), caseId, request };
      const entry = await once(person, { caseId, request }, deps, () => act(person, about, deps));
      return writtenOf(entry, await deps.ledger.read(caseId));
    },
  };
}

const place = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z#\d{16}#[a-z0-9-]+$/;
const listQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(40).default(20),
  after: z
    .string()
    .max(400)
    .refine((text) => place.test(Buffer.from(text, 'base64url').toString('utf8')), 'is no `next` of an earlier page')
    .optional()
    .describe('The `next` of the page before.'),
});
const showQuery = z.strictObject({
  assessment: z.literal('show').optional().describe('Shows what the AI said, at autonomy `suggest`.'),
});

/** Everything that the API does. Only POST changes anything (T2). */
export const OPERATIONS: readonly Operation[] = [
  {
    ...{ id: 'listReviews', method: 'get', path: '/reviews', summary: 'What I may decide: due first, then the amount' },
    ...{ query: listQuery, answer: page },
    run: (person, { query }, deps) => listReviews(person, listQuery.parse(query), deps),
  },
  {
    ...{ id: 'showReview', method: 'get', path: '/reviews/{caseId}', summary: 'All that a decision rests on' },
    ...{ query: showQuery, answer: shown },
    run: (person, { caseId, query }, deps) => showReview(person, { caseId, ...showQuery.parse(query) }, deps),
  },
  write('claim', 'claim', 'Take it in hand; it passes by itself', claim),
  write('release', 'release', 'Give it back', release),
  write('delegate', 'delegate', 'Put it into the hands of somebody who may decide it', handOver),
  write(
    'askBack',
    'ask-back',
    'Ask back: reviewers, while its time runs on, or the sender, whose answer it waits for',
    askBack,
  ),
  write('callBack', 'call-back', 'Record a call to the vendor about a bank account in doubt', callBack),
  write('approve', 'approve', 'Countersign exactly this digest', async (person, about, deps) => {
    return (await approve(person, about, deps)).entry;
  }),
  write('reject', 'reject', 'Reject it, with a reason', async (person, { reason, ...about }, deps) => {
    return (await reject(person, { ...about, comment: reason }, deps)).entry;
  }),
  write('proposeValue', 'propose-value', 'Want another value: the case is decided anew, by others', proposeValue),
];
