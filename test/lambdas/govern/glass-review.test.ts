import { beforeEach, describe, expect, it } from 'vitest';
import { confirm } from '../../../lambdas/govern/change.ts';
import type { GovernDeps } from '../../../lambdas/govern/deps.ts';
import { endGlassReview, glassReviews } from '../../../lambdas/govern/glass-review.ts';
import { breakGlass, stop } from '../../../lambdas/govern/stop.ts';
import { REVIEW_LATE_MS, type WatchDeps, watch } from '../../../lambdas/govern/watch.ts';
import { governor, toyGovern } from '../../support/toy-govern.ts';
import { toyRun } from '../../support/toy-run.ts';
import { toyPerson, toyStanding } from '../../support/toy-workflow.ts';

const ALL = { kind: 'all', id: '*' } as const;
const HOUR = 3_600_000;
let run: ReturnType<typeof toyRun>;
let deps: GovernDeps;
let watching: WatchDeps;
beforeEach(async () => {
  run = toyRun();
  deps = toyGovern(run);
  watching = { ...deps, switches: async () => ['stop#all'], random: () => 0.5 };
  await stop(governor('gia'), ALL, 'odd', deps);
  const until = new Date(run.clock.now().getTime() + HOUR).toISOString();
  const { digest } = await breakGlass(governor('gia'), { scope: ALL, until, reason: 'payroll' }, deps);
  await confirm(governor('gus'), { key: 'stop#all', digest }, deps);
});

const over = async () => {
  run.clock.advance(HOUR);
  await watch(watching);
};
const found = { scope: ALL, version: 3, finding: 'in-order', reason: 'nine postings, all payroll' } as const;
const end = (by: string, more: Partial<Parameters<typeof endGlassReview>[1]> = {}) =>
  endGlassReview(governor(by), { ...found, ...more }, deps);

describe('what was found in an emergency is not recorded', () => {
  it('before it is over, or of one that never was', async () => {
    await expect(end('gwen')).rejects.toMatchObject({ kind: 'no-emergency-review' });
    await over();
    await expect(end('gwen', { version: 2 })).rejects.toMatchObject({ kind: 'no-emergency-review' });
  });

  it('by anybody who does not govern', async () => {
    await over();
    const ann = { subject: 'ann', claimed: ['governance'] };
    await expect(endGlassReview(ann, found, deps)).rejects.toMatchObject({ kind: 'not-governance' });
    const gwen = { subject: 'gwen', claimed: ['clerk'] };
    await expect(endGlassReview(gwen, found, deps)).rejects.toMatchObject({ kind: 'not-governance' });
  });

  it.each(['gia', 'gus'])('by %s, who lifted the stop', async (by) => {
    await over();
    await expect(end(by)).rejects.toMatchObject({ kind: 'same-person' });
  });

  it('T6: by one of the two under another name', async () => {
    await over();
    run.authority.people.set('gil', toyStanding('gil', toyPerson('gil', 'governance', { aliases: ['erp:gus'] })));
    await expect(end('gil')).rejects.toMatchObject({ kind: 'same-person' });
  });

  it('twice: whoever comes second is told what was found', async () => {
    await over();
    await end('gwen');
    run.authority.people.set('gil', toyStanding('gil', toyPerson('gil', 'governance')));
    const other = end('gil', { finding: 'follow-up' });
    await expect(other).rejects.toMatchObject({ kind: 'emergency-review-ended', message: /gwen found it in-order/ });
    await expect(end('gwen', { reason: 'on second thought' })).rejects.toMatchObject({
      kind: 'emergency-review-ended',
    });
  });

  it('by a review that the ledger can’t vouch for', async () => {
    await over();
    for (const [id, entries] of run.memory.cases) {
      const forged = entries.map((entry) => (entry.stage === 'glass-review-opened' ? { ...entry, mac: 'x' } : entry));
      run.memory.cases.set(id, forged);
    }
    await expect(end('gwen')).rejects.toMatchObject({ name: 'LedgerBroken' });
  });
});

describe('what was found in an emergency is recorded', () => {
  it('once, by a third person, and shown', async () => {
    await over();
    const openedAt = run.clock.now().toISOString();
    const { seq } = await end('gwen');
    expect((await end('gwen')).seq).toBe(seq);
    const { finding, reason } = found;
    const ended = { finding, reason, by: 'gwen', at: openedAt };
    expect(await glassReviews(ALL, deps)).toMatchObject([{ version: 3, by: ['gia', 'gus'], openedAt, ended }]);
  });

  it('or becomes late, until it is', async () => {
    await over();
    run.clock.advance(REVIEW_LATE_MS - 1);
    expect(await watch(watching)).toMatchObject({ late: [] });
    run.clock.advance(1);
    expect(await watch(watching)).toMatchObject({ late: ['stop#all'], reviews: [] });
    await end('gwen', { finding: 'follow-up' });
    expect(await watch(watching)).toMatchObject({ late: [] });
  });
});
