import { beforeEach, describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../../../lambdas/review/api/operations.ts';
import type { CaseRef } from '../../../../statemachines/kernel/task-input.ts';
import { toyApi } from '../../../support/toy-api.ts';
import { toyStanding } from '../../../support/toy-workflow.ts';

let api: Awaited<ReturnType<typeof toyApi>>;
let ref: CaseRef;
beforeEach(async () => {
  api = await toyApi();
  ref = await api.opened();
});

const entries = () => api.run.deciding.ledger.read(ref.caseId);
const at = (verb: string) => `/reviews/${ref.caseId}/${verb}`;
const bodyOf = (more: object = {}) => ({ digest: ref.digest, ...more });
const kindOf = ({ body }: { body: { type?: string } }) => body.type?.replace('urn:countersign:problem:', '');
const VERBS = [
  ['claim', {}],
  ['release', {}],
  ['delegate', { to: 'bob' }],
  ['ask-back', { comment: 'why?' }],
  ['approve', {}],
  ['reject', { reason: 'not ours' }],
  ['propose-value', { adjustments: { text: 'other' }, comment: 'it belongs elsewhere' }],
] as const;

describe('nobody gets in', () => {
  it.each([
    ['GET', '/reviews'],
    ['GET', '/reviews/toy-0'],
    ['POST', '/reviews/toy-0/approve'],
  ])('without a token: %s %s', async (method, path) => {
    const answer = await api.call(method, path);
    expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } });
    expect(answer.body).toEqual({
      ...{ type: 'urn:countersign:problem:unverified', title: 'A valid access token of a person is required.' },
      ...{ status: 401, instance: 'urn:countersign:request:r1' },
    });
    expect(answer.headers['content-type']).toBe('application/problem+json');
  });

  it('with a token of a program, or one that says nothing of roles', async () => {
    const { issuer } = api;
    const machine = await issuer.sign({ ...issuer.claims('cli'), sub: 'cli' });
    expect((await api.call('GET', '/reviews', { token: machine })).status).toBe(401);
    const token = await issuer.sign({ ...issuer.claims('ann'), roles: [] });
    expect((await api.call('GET', '/reviews', { token })).body).toEqual({ reviews: [] });
    expect(await api.call('GET', `/reviews/${ref.caseId}`, { token })).toMatchObject({ status: 403 });
    expect(kindOf(await api.call('POST', at('approve'), { token, body: bodyOf() }))).toBe('not-entitled');
  });

  it('whom the register does not know, whatever their token claims', async () => {
    for (const [verb, more] of VERBS) {
      const answer = await api.call('POST', at(verb), { as: 'mallory', body: bodyOf(more) });
      expect([verb, kindOf(answer)]).toEqual([verb, 'not-entitled']);
    }
  });
});

describe('T2: only POST changes anything', () => {
  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])(
    '%s on a decision is 404 and leaves no entry',
    async (method) => {
      const before = await entries();
      for (const [verb, more] of VERBS) {
        const answer = await api.call(method, at(verb), { as: 'ann', body: bodyOf(more) });
        expect([verb, answer.status]).toEqual([verb, 404]);
      }
      expect(await entries()).toEqual(before);
    },
  );

  it('what GET answers leaves no entry either', async () => {
    const before = await entries();
    await api.call('GET', '/reviews', { as: 'ann' });
    await api.call('GET', `/reviews/${ref.caseId}`, { as: 'ann', query: { assessment: 'show' } });
    expect(await entries()).toEqual(before);
    expect(OPERATIONS.filter(({ method, body }) => (method === 'get') !== (body === undefined))).toEqual([]);
  });

  it('no page of another origin is let in', async () => {
    const { headers } = await api.call('GET', '/reviews', { as: 'ann', headers: { Origin: 'https://evil.example' } });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });
});

describe('T1 and T6: a body is taken as it is meant, or not at all', () => {
  it.each([
    ['approve', { approved: 'false' }, '#/body'],
    ['approve', { approved: true }, '#/body'],
    ['approve', { person: 'cleo' }, '#/body'],
    ['approve', { digest: 'abc' }, '#/body/digest'],
    ['approve', { comment: true }, '#/body/comment'],
    ['reject', {}, '#/body/reason'],
    ['reject', { reason: '' }, '#/body/reason'],
    ['ask-back', {}, '#/body/comment'],
    ['delegate', { to: ['bob'] }, '#/body/to'],
    ['propose-value', { comment: 'so' }, '#/body/adjustments'],
    ['propose-value', { adjustments: {} }, '#/body/comment'],
    ['propose-value', { adjustments: { cents: 1 }, comment: 'so' }, '#/body/adjustments/cents'],
  ])('%s with %j is 422 at %s', async (verb, more, pointer) => {
    const { status, body } = await api.call('POST', at(verb), { as: 'ann', body: bodyOf(more) });
    expect([status, body.errors?.[0].pointer]).toEqual([422, pointer]);
    expect((await entries()).at(-1)?.stage).toBe('review-opened');
  });

  it.each([
    ['no JSON', { body: '{"digest"' }],
    ['no body', {}],
    ['a list', { body: [] }],
    ['a form', { body: 'digest=1', headers: { 'content-type': 'text/plain' } }],
    ['no key', { body: {}, key: '' }],
    ['a short key', { body: {}, key: '1' }],
  ])('%s is 422', async (_, call) => {
    expect(await api.call('POST', at('approve'), { as: 'ann', ...call })).toMatchObject({ status: 422 });
  });

  it('an unknown case is 404, no case id 422, a large body 413, an unknown query 422', async () => {
    const unknown = `/reviews/toy-${'0'.repeat(32)}`;
    expect(kindOf(await api.call('GET', unknown, { as: 'ann' }))).toBe('no-review');
    expect((await api.call('GET', '/reviews/..', { as: 'ann' })).status).not.toBe(200);
    expect((await api.call('POST', '/reviews/x/claim', { as: 'ann', body: bodyOf() })).status).toBe(422);
    const large = bodyOf({ comment: 'x'.repeat(20_000) });
    expect((await api.call('POST', at('approve'), { as: 'ann', body: large })).status).toBe(413);
    expect((await api.call('GET', '/reviews', { as: 'ann', query: { company: 'ACME' } })).status).toBe(422);
    expect((await api.call('GET', '/reviews', { as: 'ann', query: { after: 'zzzz' } })).status).toBe(422);
  });
});

describe('a refusal is told with its kind', () => {
  const refusal = async (verb: string, more: object, as = 'ann') => {
    const answer = await api.call('POST', at(verb), { as, body: bodyOf(more) });
    return [answer.status, kindOf(answer)];
  };

  it('for one that comes when everybody was asked in vain', async () => {
    await api.run.outOfTime(ref);
    expect(await refusal('approve', {})).toEqual([410, 'expired']);
  });

  it('for another digest, and a second decision', async () => {
    expect(await refusal('approve', { digest: 'e'.repeat(64) })).toEqual([409, 'digest-changed']);
    expect((await api.call('POST', at('approve'), { as: 'ann', body: bodyOf() })).status).toBe(200);
    expect(await refusal('reject', { reason: 'no' }, 'bob')).toEqual([409, 'already-decided']);
  });

  it('for what somebody else holds, and what a stop holds up', async () => {
    expect((await api.call('POST', at('claim'), { as: 'ann', body: bodyOf() })).status).toBe(200);
    expect(await refusal('approve', {}, 'bob')).toEqual([409, 'held-by-another']);
    api.run.authority.now = { ...api.run.authority.now, stops: [] };
    expect(await refusal('approve', {})).toEqual([409, 'stopped']);
  });

  it('and a fault of ours without a word about why', async () => {
    api.run.evidence.objects.clear();
    const answer = await api.call('GET', `/reviews/${ref.caseId}`, { as: 'ann' });
    expect(answer).toMatchObject({ status: 500, body: { title: 'This failed; nothing is known about why.' } });
    expect(JSON.stringify(answer.body)).not.toContain('evidence');
    expect(api.logged.at(-1)?.cause).toMatchObject({ message: expect.stringContaining('no evidence') });
  });
});

it('another value, of those that the review names, ends the review; what it records is answered again', async () => {
  const { body: review } = await api.call('GET', `/reviews/${ref.caseId}`, { as: 'ann' });
  expect(Object.keys(review.adjustable.properties)).toEqual(['text']);
  const body = bodyOf({ adjustments: { text: 'other' }, comment: 'it belongs elsewhere' });
  const said = { as: 'ann', body, key: 'one-and-the-same' };
  const first = await api.call('POST', at('propose-value'), said);
  expect(first.body).toMatchObject({ entry: { stage: 'value-proposed' }, review: { state: 'changed' } });
  expect(await api.call('POST', at('propose-value'), said)).toEqual(first);
  expect((await entries()).filter(({ stage }) => stage === 'value-proposed')).toHaveLength(1);
  expect(kindOf(await api.call('POST', at('approve'), { as: 'bob', body: bodyOf() }))).toBe('already-decided');
});

describe('T3: nobody countersigns their own', () => {
  const conflict = () => {
    const { now } = api.run.authority;
    api.run.authority.now = { ...now, roles: now.roles.map((role) => ({ ...role, changedBy: ['ann'] })) };
  };

  it('approving, rejecting, taking it in hand or being handed it', async () => {
    conflict();
    for (const verb of ['approve', 'reject', 'claim', 'release', 'ask-back'] as const) {
      const [, more] = VERBS.find(([name]) => name === verb) ?? [];
      const answer = await api.call('POST', at(verb), { as: 'ann', body: bodyOf(more) });
      expect([verb, kindOf(answer), answer.body.detail]).toEqual([
        ...[verb, 'not-entitled', expect.stringContaining('authority-administration')],
      ]);
    }
    expect(kindOf(await api.call('POST', at('delegate'), { as: 'bob', body: bodyOf({ to: 'ann' }) }))).toBe(
      'not-entitled',
    );
    expect((await api.call('GET', '/reviews', { as: 'ann' })).body.reviews).toEqual([]);
    expect((await api.call('GET', '/reviews', { as: 'bob' })).body.reviews).toHaveLength(1);
  });

  it('as the second of two, alone or in the name of somebody else', async () => {
    ref = await api.opened({ number: 'A2', cents: 30_000 });
    expect((await api.call('POST', at('approve'), { as: 'ann', body: bodyOf() })).body.review.state).toBe('open');
    const again = await api.call('POST', at('approve'), { as: 'ann', body: bodyOf({ comment: 'again' }) });
    expect(again.body.review).toMatchObject({ state: 'open', approvals: [{ subject: 'ann' }] });
    const { people } = api.run.authority;
    const ann = people.get('ann')?.person;
    if (!ann) throw new Error('ann is not there');
    const away = { id: 'd1', from: 'ann', reason: 'leave', validFrom: '', validUntil: '', delegator: ann };
    const dora = { ...ann, id: 'dora', aliases: ['ann'] };
    people.set('dora', { ...toyStanding('dora', dora), delegations: [away] });
    api.run.memory.versions.set('person#dora', 1);
    expect(kindOf(await api.call('POST', at('approve'), { as: 'dora', body: bodyOf() }))).toBe('already-countersigned');
  });
});
