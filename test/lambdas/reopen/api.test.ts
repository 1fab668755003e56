import { beforeEach, describe, expect, it } from 'vitest';
import { conclude } from '../../../lambdas/conclude/run.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { toyApi } from '../../support/toy-api.ts';

let api: Awaited<ReturnType<typeof toyApi>>;
let ref: CaseRef;
beforeEach(async () => {
  api = await toyApi();
  ref = await api.opened();
});

const key = 'c0ffee00-0000-4000-8000-000000000001';
const park = () => conclude({ ...ref, state: 'Park', reason: 'Transient' }, api.run.as('conclude'));
const post = (body: object, call: object = { as: 'ann' }) =>
  api.call('POST', `/cases/${ref.caseId}/reopen`, { key, body, ...call });
const stages = async () => (await api.run.deciding.ledger.read(ref.caseId)).map(({ stage }) => stage);

describe('nothing is reopened', () => {
  beforeEach(park);

  it.each([
    [401, {}],
    [401, { token: 'e30.e30.e30' }],
    [422, { as: 'ann', key: '' }],
  ])('%i: %j', async (status, call) => {
    expect((await post({ reason: 'mended' }, call)).status).toBe(status);
    expect(await stages()).not.toContain('reopened-by-person');
  });

  it.each([
    ['no reason', {}],
    ['a reason of blanks', { reason: '  ' }],
    ['T6: a name in the body', { reason: 'mended', by: 'bob' }],
    ['an attempt that can’t be', { reason: 'mended', attempt: 0 }],
  ])('with %s', async (_, body) => {
    expect(await post(body)).toMatchObject({ status: 422, body: { type: 'urn:countersign:problem:invalid-request' } });
  });

  it('T2: by looking at it', async () => {
    expect((await api.call('GET', `/cases/${ref.caseId}/reopen`, { as: 'ann' })).status).toBe(404);
  });
});

it('a review that is open keeps it from being reopened, in words', async () => {
  expect(await post({ reason: 'mended' })).toMatchObject({
    status: 409,
    body: { type: 'urn:countersign:problem:not-reopenable', detail: 'It is waiting-review.' },
  });
});

it('of a case that is none there is nothing', async () => {
  ref = { ...ref, caseId: `toy-${'0'.repeat(32)}` };
  expect(await post({ reason: 'mended' })).toMatchObject({
    status: 404,
    body: { type: 'urn:countersign:problem:no-case' },
  });
});

it('reopened, it says which attempt begins; the same key again says the same, with other words 422', async () => {
  await park();
  const first = await post({ reason: 'mended', attempt: 1 });
  expect(first).toMatchObject({
    status: 200,
    body: { caseId: ref.caseId, attempt: 2, entry: { stage: 'reopened-by-person' } },
  });
  expect(await post({ reason: 'mended', attempt: 1 })).toEqual(first);
  expect((await post({ reason: 'otherwise' })).body.type).toBe('urn:countersign:problem:key-reused');
  expect(api.run.started.map(({ name }) => name)).toContain(`${ref.caseId}-2`);
});

describe('nothing is asked to be reversed', () => {
  const ask = (body: object, call: object = { as: 'ann' }) =>
    api.call('POST', `/cases/${ref.caseId}/reverse`, { key, body, ...call });

  it.each([
    ['without a token', 401, { reason: 'it went back' }, {}],
    ['without a key', 422, { reason: 'it went back' }, { as: 'ann', key: '' }],
    ['without a reason', 422, {}, { as: 'ann' }],
    ['with a reason of blanks', 422, { reason: '  ' }, { as: 'ann' }],
    ['with a reason that the ERP can’t keep', 422, { reason: 'x'.repeat(301) }, { as: 'ann' }],
    ['T6: with a name in the body', 422, { reason: 'it went back', requestedBy: 'bob' }, { as: 'ann' }],
    ['with amounts of one’s own', 422, { reason: 'it went back', gross: '1' }, { as: 'ann' }],
    ['of a case that waits for its review', 409, { reason: 'it went back' }, { as: 'ann' }],
  ])('%s', async (_, status, body, call) => {
    expect((await ask(body, call)).status).toBe(status);
    expect(await stages()).not.toContain('reversal-requested');
  });

  it('T2: by looking at it', async () => {
    expect((await api.call('GET', `/cases/${ref.caseId}/reverse`, { as: 'ann' })).status).toBe(404);
  });
});
