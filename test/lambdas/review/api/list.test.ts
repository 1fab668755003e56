import { beforeEach, describe, expect, it } from 'vitest';
import { toyApi } from '../../../support/toy-api.ts';
import { toyPerson, toyStanding } from '../../../support/toy-workflow.ts';

let api: Awaited<ReturnType<typeof toyApi>>;
beforeEach(async () => {
  api = await toyApi();
});
const list = async (as = 'ann', query: Record<string, string> = {}) =>
  (await api.call('GET', '/reviews', { as, query })).body;
const subjects = async (as = 'ann') => (await list(as)).reviews.map(({ subject }: { subject: string }) => subject);
const open = (number: string, cents: number) => api.opened({ number, cents }, 0.5);

describe('not listed is', () => {
  it('what is over the person’s limit, by today’s register', async () => {
    await open('small', 2_000);
    await open('large', 18_000);
    expect(await subjects('ann')).toEqual(['note large', 'note small']);
    const { now } = api.run.authority;
    const only = (minor: number) => [{ company: '*', currency: 'EUR', alone: { note: minor }, second: {} }];
    api.run.authority.now = { ...now, roles: now.roles.map((role) => ({ ...role, limits: only(role.rank * 10_000) })) };
    expect(await subjects('ann')).toEqual(['note small']);
    expect(await subjects('cleo')).toEqual(['note large', 'note small']);
  });

  it('what is decided, overdue, or countersigned by them already', async () => {
    const ref = await open('two', 30_000);
    await api.call('POST', `/reviews/${ref.caseId}/approve`, { as: 'ann', body: { digest: ref.digest } });
    expect([await subjects('ann'), await subjects('cleo')]).toEqual([[], ['note two']]);
    await api.run.outOfTime(ref);
    expect(await subjects('cleo')).toEqual([]);
  });

  it('a case whose ledger does not verify, and the others are', async () => {
    await open('good', 2_000);
    const bad = await open('bad', 3_000);
    const entries = api.run.memory.cases.get(bad.caseId) ?? [];
    api.run.memory.cases.set(
      bad.caseId,
      entries.map((entry) => (entry.stage === 'decided' ? { ...entry, mac: 'forged' } : entry)),
    );
    expect(await subjects('ann')).toEqual(['note good']);
    expect(api.warned).toMatchObject([{ caseId: bad.caseId }]);
  });
});

describe('listed is', () => {
  it('what is due first, then the larger amount', async () => {
    await open('a', 2_000);
    await open('b', 3_000);
    api.run.clock.advance(-1_000);
    await open('c', 1_500);
    api.run.clock.advance(1_000);
    expect(await subjects()).toEqual(['note c', 'note b', 'note a']);
  });

  it('with what a person chooses by', async () => {
    const ref = await open('a', 2_000);
    await api.call('POST', `/reviews/${ref.caseId}/claim`, { as: 'bob', body: { digest: ref.digest } });
    expect((await list()).reviews).toEqual([
      {
        ...{ caseId: ref.caseId, workflow: 'toy', subject: 'note a', company: 'ACME', digest: ref.digest },
        ...{
          exposure: { minor: 2_000, currency: 'EUR' },
          due: '2026-11-24T10:00:00.000Z',
          role: 'clerk',
          asked: 'clerk',
        },
        ...{ needed: 1, approvals: 0, action: 'commit', holder: { subject: 'bob', until: '2026-11-24T13:00:00.000Z' } },
      },
    ]);
  });

  it('page by page, each once, with bounded work', async () => {
    for (let n = 0; n < 90; n += 1) await open(`n${n}`, 1_500 + n);
    const seen: string[] = [];
    let next: string | undefined;
    let pages = 0;
    do {
      const before = api.looked();
      const page = await list('ann', { limit: '15', ...(next && { after: next }) });
      expect(api.looked() - before).toBeLessThanOrEqual(40);
      expect(page.reviews.length).toBeLessThanOrEqual(15);
      seen.push(...page.reviews.map(({ subject }: { subject: string }) => subject));
      next = page.next;
      pages += 1;
    } while (next && pages < 20);
    expect(seen).toEqual(Array.from({ length: 90 }, (_, n) => `note n${89 - n}`));
  });

  it('for whom nothing is, still an answer, and where to go on', async () => {
    for (let n = 0; n < 41; n += 1) await open(`n${n}`, 1_500 + n);
    const appointments = [{ role: 'clerk', companies: ['OTHER'] }];
    api.run.authority.people.set('eve', toyStanding('eve', toyPerson('eve', 'clerk', { appointments })));
    const page = await list('eve');
    expect(page.reviews).toEqual([]);
    expect((await list('eve', { after: page.next })).next).toBeUndefined();
    const before = api.looked();
    expect(await list('mallory')).toEqual({ reviews: [] });
    expect(api.looked()).toBe(before);
  });
});
