import { beforeEach, describe, expect, it } from 'vitest';
import { GOVERN_OPERATIONS } from '../../../lambdas/govern/operations.ts';
import { watch } from '../../../lambdas/govern/watch.ts';
import { toyApi } from '../../support/toy-api.ts';

let api: Awaited<ReturnType<typeof toyApi>>;
beforeEach(async () => {
  api = await toyApi();
});
const scope = { kind: 'all', id: '*' };
const post = (path: string, body: object, as = 'gia') => api.call('POST', `/governance/${path}`, { as, body });
const kind = ({ body }: { body: { type?: string } }) => body.type?.split(':').at(-1);
const isStopped = () => api.run.memory.items.get('stop#all')?.['stopped'];

describe('the rules are not changed', () => {
  it('T2: by anything but a POST', () => {
    expect(GOVERN_OPERATIONS.filter(({ method, body }) => (method === 'get') !== (body === undefined))).toEqual([]);
  });

  it('without a token, or by somebody who approves', async () => {
    expect((await api.call('POST', '/governance/stops', { body: { scope, reason: 'odd' } })).status).toBe(401);
    const answer = await post('stops', { scope, reason: 'odd' }, 'ann');
    expect([answer.status, kind(answer), isStopped()]).toEqual([403, 'not-governance', false]);
  });

  it.each([
    ['stops', { scope }],
    ['stops', { scope: { kind: 'everything', id: '*' }, reason: 'odd' }],
    ['stops', { scope, reason: 'odd', stopped: 'false' }],
    ['levels', { workflow: 'toy', company: 'ACME', level: 'auto', minConfidence: '0.9', reason: 'trial' }],
    ['prompts', { workflow: 'toy', label: 'l', text: 't', owner: 'security', models: [], hash: 'x', reason: 'r' }],
    ['confirmations', { key: 'stop#all', digest: 'short' }],
  ])('T1: by a body that does not fit: %s %j', async (path, body) => {
    expect((await post(path, body)).status).toBe(422);
  });

  it('by one person, where it takes two', async () => {
    await post('stops', { scope, reason: 'odd' });
    const { body } = await post('stops/lift', { scope, reason: 'explained' });
    expect(body).toMatchObject({ state: 'proposed', people: 2, key: 'stop#all' });
    expect(kind(await post('confirmations', { key: 'stop#all', digest: body.digest }))).toBe('same-person');
    expect(isStopped()).toBe(true);
  });
});

describe('the rules are changed', () => {
  it('by a stop, which is confirmed when nothing is under way, and lifted by two', async () => {
    expect((await post('stops', { scope, reason: 'odd' })).body).toMatchObject({ state: 'made', people: 1 });
    const shown = await api.call('GET', '/governance/stops', { as: 'gia', query: scope });
    expect(shown.body).toMatchObject({ state: 'stopping', remains: [] });
    expect((await post('stops/confirm', { scope })).body).toMatchObject({ state: 'stopped' });
    const { body } = await post('stops/lift', { scope, reason: 'explained' });
    expect((await post('confirmations', { key: 'stop#all', digest: body.digest }, 'gus')).status).toBe(200);
    expect(isStopped()).toBe(false);
  });

  it('in an emergency, of which a third person says what they found', async () => {
    await post('stops', { scope, reason: 'odd' });
    const until = new Date(api.run.clock.now().getTime() + 3_600_000).toISOString();
    const { body } = await post('stops/break-glass', { scope, until, reason: 'payroll' });
    await post('confirmations', { key: 'stop#all', digest: body.digest }, 'gus');
    const found = { scope, version: 3, finding: 'in-order', reason: 'all of the payroll' };
    expect(kind(await post('emergencies/end', found, 'gwen'))).toBe('no-emergency-review');
    api.run.clock.advance(3_600_000);
    const { clock, memory } = api.run;
    const tables = { item: async (key: string) => memory.items.get(key), flights: async () => [] };
    const watching = api.run.as('watch').ledger;
    await watch({ ...tables, watching, clock, switches: async () => ['stop#all'], random: () => 0 });
    expect(kind(await post('emergencies/end', found, 'gus'))).toBe('same-person');
    const ended = { finding: 'in-order', by: 'gwen' };
    expect(await post('emergencies/end', found, 'gwen')).toMatchObject({
      status: 200,
      body: { emergencies: [{ ended }] },
    });
    const shown = await api.call('GET', '/governance/emergencies', { as: 'gia', query: scope });
    expect(shown.body).toMatchObject({ emergencies: [{ version: 3, by: ['gia', 'gus'], ended }] });
  });

  it('by a level, a prompt and its withdrawal', async () => {
    const level = { workflow: 'toy', company: 'ACME', level: 'shadow', minConfidence: 1, reason: 'trial' };
    expect((await post('levels', level)).body.state).toBe('made');
    const prompt = { workflow: 'toy', label: 'l', text: 't', owner: 'security', models: ['m'], reason: 'new' };
    const { body } = await post('prompts', prompt);
    expect((await post('confirmations', { key: 'prompt#toy', digest: body.digest }, 'gwen')).body.state).toBe('made');
    expect((await post('withdrawals', { key: 'prompt#toy', reason: 'leaks' })).body.state).toBe('proposed');
    expect(kind(await post('rollbacks', { key: 'prompt#toy', reason: 'worse' }))).toBe('no-change');
  });
});
