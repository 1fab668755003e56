import { beforeEach, describe, expect, it } from 'vitest';
import { skip } from '../../../lambdas/order/skip.ts';
import { requestMark } from '../../../lambdas/review/request-mark.ts';
import { orderCaseId } from '../../../statemachines/kernel/order.ts';
import { letAllIn, noteOf, taken } from '../../support/toy-order.ts';
import { toyQuarantine } from '../../support/toy-quarantine.ts';

const DESK = orderCaseId({ sender: 'shop', source: 'shop/eu', workflow: 'toy', subject: 'desk' });
const MISSING = { from: 2, to: 3 };
const begin = async () => {
  const toy = await toyQuarantine();
  const receive = (n: number, more = {}) => taken(noteOf(n, more), toy.deps);
  const post = (body: object = {}, { as = 'gia', key = String(crypto.randomUUID()), id = DESK } = {}) =>
    toy.call('POST', `/order/${id}/skip`, { token: as, key, body: { missing: MISSING, reason: 'lost', ...body } });
  const get = (path: string, as = 'gia') => toy.call('GET', `/order${path}`, { token: as });
  const stages = async () => (await toy.run.as('order').ledger.read(DESK)).map(({ stage }) => stage);
  for (const n of [1, 4, 5]) await receive(n);
  return { ...toy, receive, post, decide: toy.post, get, stages };
};
let toy: Awaited<ReturnType<typeof begin>>;
beforeEach(async () => {
  toy = await begin();
});

describe('nothing is skipped', () => {
  it.each([
    ['by a clerk', {}, { as: 'ann' }, 403, 'not-keeper'],
    ['by somebody who only claims the role', {}, { as: 'liar' }, 403, 'not-keeper'],
    ['by somebody whose token does not claim it', {}, { as: 'mute' }, 403, 'not-keeper'],
    ['without a reason', { reason: ' ' }, {}, 422, 'invalid-request'],
    ['if less is missing than was seen', { missing: { from: 2, to: 4 } }, {}, 409, 'gap-changed'],
    ['if more is', { missing: { from: 3, to: 3 } }, {}, 409, 'gap-changed'],
    ['of a subject of which nothing waits', {}, { id: `order-${'0'.repeat(32)}` }, 404, 'no-order'],
  ])('%s', async (_, body, call, status, kind) => {
    const answer = await toy.post(body, call);
    expect([answer.status, answer.body.type]).toEqual([status, `urn:countersign:problem:${kind}`]);
    expect(await toy.stages()).toEqual(['held', 'held']);
    expect(toy.run.releases).toEqual([]);
  });

  it('on the word of an entry that somebody else has written', async () => {
    toy.forge(DESK, 'held');
    expect((await toy.post()).status).toBe(500);
  });

  it('over an event that has come in the same moment: it is taken in in its order', async () => {
    await toy.deps.positions.claim(DESK, 3, 'shop/desk-3');
    expect((await toy.post()).body).toMatchObject({ type: 'urn:countersign:problem:not-missing', status: 409 });
    expect(toy.run.started).toHaveLength(1);
    expect(await toy.receive(3)).toMatchObject({ answer: 'accepted' });
    await letAllIn(toy.run.releases, toy.deps);
    expect(toy.run.started).toHaveLength(4);
  });

  it('twice: the same request again does nothing, another under its key is refused', async () => {
    const call = { key: 'one-intention' };
    const first = await toy.post({}, call);
    await letAllIn(toy.run.releases, toy.deps);
    expect((await toy.post({}, call)).body.entry).toEqual(first.body.entry);
    expect((await toy.post({ reason: 'other' }, call)).body.type).toBe('urn:countersign:problem:key-reused');
    expect((await toy.post()).body.type).toBe('urn:countersign:problem:no-order');
    expect((await toy.stages()).filter((stage) => stage === 'skipped')).toHaveLength(1);
  });
});

describe('what is missing is skipped by a keeper, with a reason', () => {
  it('what waits for it is taken in, in order; what is skipped comes too late, even in the same moment', async () => {
    expect((await toy.get('')).body.waiting).toMatchObject([{ caseId: DESK, waiting: 2, first: 4, expired: false }]);
    expect((await toy.get(`/${DESK}`)).body).toMatchObject({
      ...{ last: 1, missing: MISSING, subject: 'desk', source: 'shop/eu' },
      held: [{ sequence: 4 }, { sequence: 5 }],
    });
    const { body } = await toy.post({}, { as: 'olga' });
    expect(body).toMatchObject({ last: 3, entry: { stage: 'skipped' } });
    await letAllIn(toy.run.releases, toy.deps);
    expect(toy.run.started).toHaveLength(3);
    expect(await toy.receive(3)).toMatchObject({
      answer: 'outdated',
      reasons: ['sequence: 3 was not waited for any longer: a person has skipped it'],
    });
    expect((await toy.get('')).body.waiting).toEqual([]);
    expect((await toy.get(`/${DESK}`)).body.history.map(({ stage }: { stage: string }) => stage)).toEqual([
      'held',
      'held',
      'skipped',
      'let-go',
      'let-go',
      'outdated',
    ]);
  });

  it('and a crash at any step is made good by the same request', async () => {
    for (let at = 1; ; at += 1) {
      const world = await begin();
      let calls = 0;
      const dies = <A extends unknown[], R>(call: (...of: A) => Promise<R>) => {
        return async (...of: A): Promise<R> => {
          calls += 1;
          if (calls === at) throw new Error('died');
          return call(...of);
        };
      };
      const { last, claim, advance } = world.deps.positions;
      const deps = {
        ...{ ...world.run.as('order'), standing: world.run.authority.standing, waiting: async () => [] },
        positions: { last: dies(last), claim: dies(claim), advance: dies(advance) },
        ask: dies(world.deps.ask),
      };
      const asked = { caseId: DESK, missing: MISSING, reason: 'lost', request: requestMark('key', 'skip') };
      const gia = { subject: 'gia', claimed: ['governance'] };
      const died = await skip(gia, asked, deps).catch((error: Error) => error.message);
      calls = Number.POSITIVE_INFINITY;
      await skip(gia, asked, deps);
      await letAllIn(world.run.releases, world.deps);
      expect(new Set(world.run.started.map(({ name }) => name)).size).toBe(3);
      if (died !== 'died') break;
    }
  });
});

it('what was repaired and then waits names whoever repaired it, once it is taken in', async () => {
  const { detail } = noteOf(7);
  await toy.receive(7, { data: { document: { content: '<cut', encoding: 'utf-8' } } });
  await toy.decide('repair', { event: detail });
  await toy.decide('readmit');
  expect(await toy.deliver()).toMatchObject({ answer: 'held', caseId: DESK });
  for (const n of [2, 3, 6]) await toy.receive(n);
  const answers = await letAllIn(toy.run.releases, toy.deps);
  const { caseId = '' } = answers.at(-1) ?? {};
  const [received] = await toy.run.as('intake').ledger.read(caseId);
  expect(received?.body['readmission']).toMatchObject({ repairedBy: ['gia'] });
});

it('what can’t be read any more when its turn comes is in quarantine; its number is free, or is skipped', async () => {
  const cut = { document: { content: '<cut', encoding: 'utf-8' } };
  const broken = {
    ...toy.deps,
    evidence: { ...toy.deps.evidence, get: async () => Buffer.from(JSON.stringify(noteOf(4, { data: cut }))) },
  };
  for (const n of [2, 3]) await toy.receive(n);
  const [asked] = toy.run.releases.splice(0);
  expect(await taken(asked, broken)).toMatchObject({ answer: 'quarantined' });
  expect(await toy.stages()).toEqual(['held', 'held', 'let-go']);
  expect(await toy.deps.positions.holder(DESK, 4)).toBeUndefined();
  expect((await toy.get(`/${DESK}`)).body).toMatchObject({ last: 3, missing: { from: 4, to: 4 } });
  expect((await toy.post({ missing: { from: 4, to: 4 } })).body).toMatchObject({ last: 4 });
  expect(await letAllIn(toy.run.releases, toy.deps)).toMatchObject([{ answer: 'accepted' }]);
});
