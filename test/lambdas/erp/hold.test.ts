import { beforeEach, describe, expect, it } from 'vitest';
import { ErpUnknown } from '../../../lambdas/erp/errors.ts';
import { confirm } from '../../../lambdas/govern/change.ts';
import type { GovernDeps } from '../../../lambdas/govern/deps.ts';
import { liftHold, setHold } from '../../../lambdas/govern/hold.ts';
import { stop } from '../../../lambdas/govern/stop.ts';
import { approve as approveReview } from '../../../lambdas/review/countersign.ts';
import { holdOf, LONGEST_HOLD_MS } from '../../../statemachines/kernel/authority/hold.ts';
import { governor, toyGovern } from '../../support/toy-govern.ts';
import { atGateway } from './at-gateway.ts';

let at: ReturnType<typeof atGateway>;
let deps: GovernDeps;
beforeEach(() => {
  at = atGateway();
  deps = toyGovern(at.run);
});
const after = (ms: number) => new Date(at.run.clock.now().getTime() + ms).toISOString();
const HOUR = 3_600_000;
const hold = (company = 'ACME', ms = 10 * HOUR, by = 'gia') =>
  setHold(governor(by), { company, until: after(ms), reason: 'migration' }, deps);
const LATER = { kind: 'later', why: expect.stringContaining('writes are held: hold#ACME') };

describe('while a company is held', () => {
  it('its command waits, whoever approved it, and nothing is written about it', async () => {
    const ref = await at.decided();
    await hold();
    const before = await at.stages(ref);
    expect(await at.go(ref)).toMatchObject({ ...LATER, afterMs: 300_000 });
    expect([at.run.erp.calls, await at.stages(ref)]).toEqual([0, before]);
  });

  it('people still approve; a stop would not let them', async () => {
    const ref = await at.decided({ number: 'B2', cents: 2_000 });
    await at.run.open(ref);
    await hold('ACME', 30_000);
    const ann = { subject: 'ann', claimed: ['clerk'] };
    const approval = { caseId: ref.caseId, digest: ref.digest ?? '' };
    await approveReview(ann, approval, at.run.deciding);
    expect(await at.go(ref)).toMatchObject(LATER);
    at.run.clock.advance(30_000);
    expect(await at.go(ref)).toMatchObject({ answer: { kind: 'success' } });
  });

  it('another company goes on', async () => {
    const ref = await at.decided();
    await hold('OTHER');
    expect(await at.go(ref)).toMatchObject({ answer: { kind: 'success' } });
  });

  it('set between the reading and the writing, it still holds', async () => {
    const ref = await at.decided();
    const { versions } = at.run.erp;
    at.run.erp.versions = async (of) => {
      await hold();
      at.run.erp.versions = versions;
      return versions(of);
    };
    expect(await at.go(ref)).toMatchObject(LATER);
    expect(at.run.erp.calls).toBe(0);
    expect(await at.stages(ref)).not.toContain('prepared');
  });

  it('set as a command is about to be posted again, it still holds', async () => {
    at.run.erp.before = () => {
      throw new ErpUnknown('the answer is lost');
    };
    const ref = await at.decided();
    await at.go(ref);
    at.run.clock.advance(60_000);
    const { store } = at.run.memory;
    const { putIfFree } = store;
    store.putIfFree = async (entry, together) => {
      if (entry.stage === 'probed') {
        store.putIfFree = putIfFree;
        await hold();
      }
      return putIfFree(entry, together);
    };
    expect(await at.go(ref)).toMatchObject(LATER);
    expect([at.run.erp.calls, await at.stages(ref)]).toEqual([1, expect.not.arrayContaining(['probed'])]);
  });

  it('one that can’t be read holds', () => {
    expect(holdOf('ACME', { kind: 'hold' }, after(0))).toMatchObject({ held: true, version: undefined });
  });

  it('it is looked at again when it ends, and then the command goes through', async () => {
    const ref = await at.decided();
    await hold('ACME', 90_000);
    expect(await at.go(ref)).toMatchObject({ ...LATER, afterMs: 90_000 });
    at.run.clock.advance(90_000);
    expect(await at.go(ref)).toMatchObject({ answer: { kind: 'success' } });
  });

  it('a stop refuses nevertheless', async () => {
    await hold();
    await stop(governor('gia'), { kind: 'counterparty', id: 'shop' }, 'odd', deps);
    const ref = await at.decided({ number: 'C3', cents: 500 });
    expect(await at.go(ref)).not.toMatchObject(LATER);
  });
});

describe('a hold is refused', () => {
  it.each([
    ['that is over', 0],
    ['that outlasts the time of an effect', LONGEST_HOLD_MS + 1],
  ])('%s', async (_, ms) => {
    await expect(hold('ACME', ms)).rejects.toMatchObject({ kind: 'change-refused' });
  });

  it('that prolongs one beyond the longest in all, or ends it earlier by one person', async () => {
    await hold('ACME', 40 * HOUR);
    at.run.clock.advance(30 * HOUR);
    await expect(hold('ACME', 31 * HOUR)).rejects.toThrow('within 60 hours');
    await expect(hold('ACME', HOUR)).rejects.toThrow('lift that first');
    expect(await hold('ACME', 30 * HOUR, 'gus')).toMatchObject({ state: 'made' });
  });

  it('by somebody who does not govern', async () => {
    await expect(hold('ACME', HOUR, 'ann')).rejects.toMatchObject({ kind: 'not-governance' });
  });

  it('to be lifted by one person, or where there is none', async () => {
    await expect(liftHold(governor('gia'), { company: 'ACME', reason: 'done' }, deps)).rejects.toThrow('Nobody holds');
    await hold();
    const { digest, state } = await liftHold(governor('gia'), { company: 'ACME', reason: 'done' }, deps);
    expect(state).toBe('proposed');
    await expect(confirm(governor('gia'), { key: 'hold#ACME', digest }, deps)).rejects.toMatchObject({
      kind: 'same-person',
    });
    const ref = await at.decided();
    expect(await at.go(ref)).toMatchObject(LATER);
    await confirm(governor('gus'), { key: 'hold#ACME', digest }, deps);
    expect(await at.go(ref)).toMatchObject({ answer: { kind: 'success' } });
  });
});
