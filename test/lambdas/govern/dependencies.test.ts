import { beforeEach, describe, expect, it } from 'vitest';
import { FORCED_CLOSE_MS } from '../../../statemachines/kernel/authority/breaker-override.ts';
import { toyApi } from '../../support/toy-api.ts';

let api: Awaited<ReturnType<typeof toyApi>>;
beforeEach(async () => {
  api = await toyApi();
});
const post = (path: string, body: object, as = 'gia') => api.call('POST', `/governance/${path}`, { as, body });
const get = (path: string, as = 'gia') => api.call('GET', `/governance/${path}`, { as });
const kind = ({ body }: { body: { type?: string } }) => body.type?.split(':').at(-1);
const inMs = (ms: number) => new Date(api.run.clock.now().getTime() + ms).toISOString();
const KEY = 'breaker#erp-read#eu-central-1';
const of = { dependency: 'erp-read', region: 'eu-central-1', reason: 'mended' };
const kept = () => api.run.memory.items.get(KEY);

describe('a breaker or a hold is not changed', () => {
  it.each([
    ['breakers', { ...of, mode: 'open' }],
    ['holds', { company: 'ACME', until: '2026-11-24T12:00:00.000Z', reason: 'r' }],
    ['holds/lift', { company: 'ACME', reason: 'r' }],
  ])('by somebody who does not govern: %s', async (path, body) => {
    expect(kind(await post(path, body, 'ann'))).toBe('not-governance');
  });

  it.each([
    ['breakers', { ...of, mode: 'shut' }],
    ['breakers', { ...of, mode: 'open', reason: ' ' }],
    ['breakers', { ...of, mode: 'open', dependency: 'erp-write' }],
    ['breakers', { ...of, mode: 'open', region: 'a#b' }],
    ['holds', { company: 'ACME', until: 'tomorrow', reason: 'r' }],
    ['holds', { company: 'ACME', until: '2026-11-24T12:00:00.000Z' }],
  ])('by a body that does not fit: %s %j', async (path, body) => {
    expect((await post(path, body)).status).toBe(422);
  });

  it('kept closed without an end, for too long, or until a time that is past', async () => {
    for (const until of [undefined, inMs(FORCED_CLOSE_MS + 1), inMs(0)]) {
      const answer = await post('breakers', { ...of, mode: 'closed', ...(until && { until }) });
      expect(kind(answer)).toBe('change-refused');
    }
    expect(kept()).toBeUndefined();
  });

  it('by anybody else’s look at the lists', async () => {
    expect([kind(await get('breakers', 'ann')), kind(await get('holds', 'ann'))]).toEqual(
      Array(2).fill('not-governance'),
    );
  });
});

describe('one person', () => {
  it('opens a breaker, keeps it closed for a while, and leaves it to itself; each time with an entry', async () => {
    expect((await post('breakers', { ...of, mode: 'open' })).body).toMatchObject({
      state: 'made',
      people: 1,
      key: KEY,
    });
    expect(kept()).toMatchObject({ mode: 'open', by: ['gia'], reason: 'mended', version: 1 });
    await post('breakers', { ...of, mode: 'closed', until: inMs(FORCED_CLOSE_MS) });
    expect(kept()).toMatchObject({ mode: 'closed', until: inMs(FORCED_CLOSE_MS), version: 2 });
    const { body } = await post('breakers', { ...of, mode: 'auto' });
    expect(kept()).toMatchObject({ mode: 'auto', version: 3 });
    const entries = await api.run.as('govern').ledger.read(body.caseId);
    expect(entries.map(({ stage, actor }) => `${stage} by ${actor.id}`)).toEqual(Array(3).fill('change-made by gia'));
  });

  it('holds a company, and sees it held; two let it go', async () => {
    const until = inMs(3_600_000);
    await post('holds', { company: 'ACME', until, reason: 'migration' });
    const held = { company: 'ACME', until, by: ['gia'], reason: 'migration' };
    expect((await get('holds')).body).toEqual({ holds: [held] });
    const { body } = await post('holds/lift', { company: 'ACME', reason: 'done' });
    expect(body).toMatchObject({ state: 'proposed', people: 2, key: 'hold#ACME' });
    expect(kind(await post('confirmations', { key: 'hold#ACME', digest: body.digest }))).toBe('same-person');
    expect((await get('holds')).body).toEqual({ holds: [held] });
    expect((await post('confirmations', { key: 'hold#ACME', digest: body.digest }, 'gus')).status).toBe(200);
    expect((await get('holds')).body).toEqual({ holds: [] });
  });
});
