import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseRef } from '../../../../statemachines/kernel/task-input.ts';
import { chainFaults } from '../../../../statemachines/kernel/verify-chain.ts';
import { toyApi } from '../../../support/toy-api.ts';

let api: Awaited<ReturnType<typeof toyApi>>;
let ref: CaseRef;
beforeEach(async () => {
  api = await toyApi();
  ref = await api.opened();
});

const key = 'c0ffee00-0000-4000-8000-000000000001';
const post = (verb: string, more: object = {}, call: { as?: string; key?: string } = {}) =>
  api.call('POST', `/reviews/${ref.caseId}/${verb}`, {
    ...{ as: 'ann', key, ...call },
    body: { digest: ref.digest, ...more },
  });
const stages = async () => (await api.run.deciding.ledger.read(ref.caseId)).map(({ stage }) => stage);
const WRITES = [
  ['claim', {}, { comment: 'x' }],
  ['delegate', { to: 'bob' }, { to: 'cleo' }],
  ['ask-back', { comment: 'why?' }, { comment: 'why not?' }],
  ['approve', {}, { comment: 'fine' }],
  ['reject', { reason: 'no' }, { reason: 'not ours' }],
] as const;

describe('T12: a key that comes with something else is refused', () => {
  it.each(WRITES.filter(([verb]) => verb !== 'claim'))('%s %j, then %j', async (verb, more, other) => {
    expect((await post(verb, more)).status).toBe(200);
    const before = await stages();
    expect(await post(verb, other)).toMatchObject({
      status: 422,
      body: { type: 'urn:countersign:problem:key-reused' },
    });
    expect(await stages()).toEqual(before);
  });

  it('another operation too', async () => {
    await post('ask-back', { comment: 'why?' });
    expect((await post('approve')).body.type).toBe('urn:countersign:problem:key-reused');
    expect(await stages()).not.toContain('approved');
  });

  it('but the key of somebody else is theirs', async () => {
    await post('ask-back', { comment: 'why?' });
    expect((await post('ask-back', { comment: 'how?' }, { as: 'bob' })).status).toBe(200);
  });
});

describe('once only', () => {
  it.each(WRITES)('%s %j: repeated, it answers what was recorded, whatever came since', async (verb, more) => {
    const first = await post(verb, more);
    expect(first.status).toBe(200);
    const count = (await stages()).length;
    api.run.clock.advance(120_000);
    api.run.authority.people.delete('ann');
    const second = await post(verb, more);
    expect(second).toEqual(first);
    expect(await stages()).toHaveLength(count);
  });

  it('release, which the person could not do a second time', async () => {
    await post('claim', {}, { key: 'another-key' });
    const first = await post('release');
    expect(await post('release')).toEqual(first);
    expect((await stages()).filter((stage) => stage === 'released')).toHaveLength(1);
  });

  it.each(WRITES)('%s %j: one that overtakes another is what both of them are answered', async (verb, more) => {
    const { ledger } = api.run.deciding;
    const { read } = ledger;
    let overtaking: Awaited<ReturnType<typeof post>> | undefined;
    const overtaken = async (caseId: string) => {
      const entries = await read(caseId);
      Object.assign(ledger, { read });
      overtaking ??= await post(verb, more);
      return entries;
    };
    Object.assign(ledger, { read: overtaken });
    const answer = await post(verb, more);
    expect(overtaking?.status).toBe(200);
    expect(answer).toEqual(overtaking);
  });

  it.each(WRITES)('%s %j: of ten at the same time, one is recorded', async (verb, more) => {
    const { ledger } = api.run.deciding;
    const { read } = ledger;
    const late = async (caseId: string) => {
      const entries = await read(caseId);
      await sleep(5);
      return entries;
    };
    Object.assign(ledger, { read: late });
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(verb, more)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body.entry.hash)).size).toBe(1);
    expect(chainFaults(await api.run.deciding.ledger.read(ref.caseId))).toEqual([]);
  });

  it('a crash between the entry and the execution’s answer: the repetition tells it', async () => {
    const { answerer } = api.run;
    const answer = answerer.answer;
    answerer.answer = async () => {
      throw new Error('the process ended here');
    };
    expect((await post('reject', { reason: 'no' })).status).toBe(500);
    answerer.answer = answer;
    expect((await post('reject', { reason: 'no' })).status).toBe(200);
    expect(answerer.answers).toMatchObject([{ output: { verdict: 'rejected' } }]);
    expect((await stages()).filter((stage) => stage === 'rejected-by-person')).toHaveLength(1);
  });
});
