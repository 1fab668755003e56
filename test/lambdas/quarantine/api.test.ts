import { beforeEach, describe, expect, it } from 'vitest';
import { QUARANTINE_OPERATIONS } from '../../../lambdas/quarantine/operations.ts';
import { brokenEvent, mended, toyQuarantine } from '../../support/toy-quarantine.ts';

let toy: Awaited<ReturnType<typeof toyQuarantine>>;
beforeEach(async () => {
  toy = await toyQuarantine();
  await toy.receive(brokenEvent());
});
const kind = ({ body }: { body: { type?: string } }) => body.type?.split(':').at(-1);
const stages = async () => (await toy.run.as('quarantine').ledger.read(toy.cases()[0] ?? '')).map(({ stage }) => stage);
const VERBS = [
  ['repair', { event: mended() }],
  ['readmit', {}],
  ['discard', {}],
] as const;

describe('nothing is done about an event in quarantine', () => {
  it('T2: by anything but a POST', () => {
    expect(QUARANTINE_OPERATIONS.filter(({ method, body }) => (method === 'get') !== (body === undefined))).toEqual([]);
  });

  it.each(VERBS)(
    '%s: by somebody who only approves, only claims the role, or does not claim it',
    async (verb, more) => {
      for (const as of ['ann', 'liar', 'mute', 'nobody']) {
        const answer = await toy.post(verb, more, { as });
        expect([answer.status, kind(answer)]).toEqual([403, 'not-keeper']);
      }
      expect([await stages(), toy.readmissions]).toEqual([['quarantined'], []]);
    },
  );

  it.each(VERBS)('%s: about another version than the one seen', async (verb, more) => {
    const answer = await toy.post(verb, { digest: '1'.repeat(64), ...more });
    expect([answer.status, kind(answer), await stages()]).toEqual([409, 'event-changed', ['quarantined']]);
  });

  it.each(VERBS)('%s: without a reason', async (verb, more) => {
    expect((await toy.post(verb, { reason: ' ', ...more })).status).toBe(422);
    expect(await stages()).toEqual(['quarantined']);
  });

  it.each(VERBS)('%s: where there is none', async (verb, more) => {
    const answer = await toy.post(verb, more, { caseId: `quarantine-${'0'.repeat(32)}` });
    expect([answer.status, kind(answer)]).toEqual([404, 'no-quarantine']);
  });

  it.each(VERBS)('%s: after it was discarded', async (verb, more) => {
    await toy.post('discard');
    const answer = await toy.post(verb, more);
    expect([answer.status, kind(answer)]).toEqual([409, 'not-waiting']);
  });

  it.each(VERBS)('%s: when another decision is made at the same moment', async (verb, more) => {
    const both = await Promise.all([toy.post(verb, more), toy.post('discard', { reason: 'ours' }, { as: 'olga' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await stages()).toHaveLength(2);
  });

  it.each(VERBS)('%s: by a key that came with something else', async (verb, more) => {
    const key = crypto.randomUUID();
    expect((await toy.post(verb, more, { key })).status).toBe(200);
    const count = (await stages()).length;
    expect(kind(await toy.post(verb, { ...more, reason: 'another' }, { key }))).toBe('key-reused');
    expect(await stages()).toHaveLength(count);
  });

  it.each(['quarantined', 'repaired'] as const)('on the word of a %s entry whose MAC is not ours', async (stage) => {
    await toy.post('repair', { event: mended() });
    toy.forge(toy.cases()[0] ?? '', stage);
    expect((await toy.post('readmit')).status).toBe(500);
    expect(toy.readmissions).toEqual([]);
  });
});

describe('a repair is refused', () => {
  it.each([
    ['id', { id: 'e2' }],
    ['source', { source: 'other' }],
    ['time', { time: '2026-11-25T08:00:00Z' }],
    ['type', { type: 'other.received.v1' }],
    ['document', { data: { document: { content: 'no note', encoding: 'utf-8' } } }],
    ['data.document', { data: {} }],
    ['detail.specversion', { specversion: '2.0' }],
  ])('for its %s', async (path, more) => {
    const answer = await toy.post('repair', { event: mended(more) });
    const name = path === 'data.document' ? 'document' : path;
    expect([answer.status, kind(answer)]).toEqual([422, 'repair-refused']);
    expect(answer.body.detail).toContain(`${name}:`);
    expect(await stages()).toEqual(['quarantined']);
  });

  it('where nobody vouches for the sender', async () => {
    await toy.receive({ unreadable: '{' });
    const answer = await toy.post('repair', { event: mended() }, { caseId: toy.cases()[1] ?? '' });
    expect([kind(answer), answer.body.detail]).toEqual(['repair-refused', 'It came from no known sender.']);
  });
});

describe('an event in quarantine', () => {
  it('is shown as it came, with the reasons by path, since when, and how often', async () => {
    toy.run.clock.advance(3_600_000);
    await toy.receive(brokenEvent({}, 'd2'));
    await toy.receive(brokenEvent({}, 'd2'));
    const { status, body } = await toy.get(`/${toy.cases()[0]}`, 'olga');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ state: 'waiting', sender: 'shop', type: 'toy.received.v1', eventId: 'e1', time: '2026-11-24T08:00:00Z' },
      ...{ firstSeen: '2026-11-24T09:00:00.000Z', lastSeen: '2026-11-24T10:00:00.000Z', count: 2, ageSeconds: 3_600 },
      ...{ faults: [{ path: 'document', detail: 'is no toy note' }], event: brokenEvent(), history: [] },
    });
    expect(body).not.toHaveProperty('original');
  });

  it('is not shown, nor listed, to who is no keeper', async () => {
    expect((await toy.get('', 'ann')).status).toBe(403);
    expect((await toy.get(`/${toy.cases()[0]}`, 'ann')).status).toBe(403);
  });

  it('is listed, oldest first, page by page, until it is decided', async () => {
    for (const id of ['e2', 'e3']) {
      toy.run.clock.advance(60_000);
      await toy.receive(brokenEvent({ id }));
    }
    const first = await toy.get('', 'gia', { limit: '2' });
    const lines = (body: { quarantined: { eventId: string; ageSeconds: number; count: number }[] }) =>
      body.quarantined.map(({ eventId, ageSeconds, count }) => [eventId, ageSeconds, count]);
    expect(lines(first.body)).toEqual([
      ['e1', 120, 1],
      ['e2', 60, 1],
    ]);
    const second = await toy.get('', 'gia', { limit: '2', after: first.body.next });
    expect([lines(second.body), second.body.next]).toEqual([[['e3', 0, 1]], undefined]);
    await toy.post('discard');
    expect(lines((await toy.get('')).body).map(([id]) => id)).toEqual(['e2', 'e3']);
  });

  it('is discarded with a reason, and back once it comes again', async () => {
    const { body } = await toy.post('discard', { reason: 'a test of theirs' });
    expect(body).toMatchObject({ state: 'discarded', entry: { stage: 'discarded' } });
    const { history } = (await toy.get(`/${toy.cases()[0]}`)).body;
    expect(history).toMatchObject([{ stage: 'discarded', by: 'gia', reason: 'a test of theirs' }]);
    await toy.receive(brokenEvent({}, 'd9'));
    expect(await toy.found()).toMatchObject({ state: 'waiting', count: 2 });
  });

  it('a repeated request answers what was recorded', async () => {
    const key = crypto.randomUUID();
    const { digest } = await toy.found();
    const first = await toy.post('repair', { digest, event: mended() }, { key });
    await toy.post('discard');
    expect(await toy.post('repair', { digest, event: mended() }, { key })).toEqual(first);
  });
});
