import { beforeEach, describe, expect, it } from 'vitest';
import { execute } from '../../../lambdas/erp/gateway.ts';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import { sweep } from '../../../lambdas/sweep/run.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { toyExceptions } from '../../support/toy-exceptions.ts';
import { failure } from '../erp/at-gateway.ts';

let toy: Awaited<ReturnType<typeof toyExceptions>>;
beforeEach(async () => {
  toy = await toyExceptions();
});
const go = (ref: CaseRef) => execute(toy.run.messageOf(ref), toy.run.gateway);
const resolutions = { 'posted-by-hand': { document: 'INV-1' }, 'close-refused': {} };
const SAYS = Object.keys(resolutions) as (keyof typeof resolutions)[];
const say = (ref: CaseRef, resolution: keyof typeof resolutions, as = 'ann') =>
  toy.post(ref, 'resolve', { resolution, reason: 'the ERP was down', ...resolutions[resolution] }, as);

/** Decided for the agent, and its attempts used up: nothing but a person's word keeps it from the ERP. */
async function interrupted(): Promise<CaseRef> {
  const { run } = toy;
  const first = await toy.decided();
  let ref = first;
  for (const attempt of [1, 2, 3]) {
    if (attempt > 1) {
      await run.append('sweep', ref.caseId, { entryKey: `r${attempt}`, stage: 'reopened', body: { attempt } });
      ref = await run.toDecision({ schema: 1, caseId: ref.caseId, attempt, workflow: 'toy' }, 0.95);
    }
    await run.append('sweep', ref.caseId, {
      entryKey: `${attempt}/interrupted`,
      stage: 'interrupted',
      body: { attempt },
    });
  }
  return ref;
}
/** Prepared, the answer lost, its lease over. */
async function unknown(before = false): Promise<CaseRef> {
  const ref = await toy.decided();
  const lose = () => {
    throw Object.assign(new Error('the answer is lost'), { name: 'ErpUnknown' });
  };
  if (before) toy.run.erp.before = lose;
  else toy.run.erp.after = lose;
  await go(ref).catch(() => undefined);
  Object.assign(toy.run.erp, { before: () => {}, after: () => {} });
  return ref;
}

it('what the tests below rest on: without a word of anybody, an interrupted case’s command still posts', async () => {
  expect(await go(await interrupted())).toMatchObject({ answer: { kind: 'success' } });
});

describe.each(SAYS)('%s: nothing is posted', (resolution) => {
  it('by a command that waits in the queue', async () => {
    const ref = await interrupted();
    expect((await say(ref, resolution)).status).toBe(200);
    expect(await go(ref)).toMatchObject(failure('NotAuthorised'));
    expect(toy.run.erp.calls).toBe(0);
  });

  it('when it is said between the check and the write', async () => {
    const ref = await interrupted();
    const { versions } = toy.run.erp;
    toy.run.erp.versions = async (of) => {
      expect((await say(ref, resolution)).status).toBe(200);
      return versions(of);
    };
    expect(await go(ref)).toMatchObject({ kind: 'later' });
    expect(await go(ref)).toMatchObject(failure('NotAuthorised'));
    expect(toy.run.erp.calls).toBe(0);
  });

  it('when it is said between the probe and posting again', async () => {
    const ref = await unknown(true);
    await toy.park(ref, 'EffectUnknown');
    toy.run.clock.advance(31_000);
    const entries = await toy.entries(ref);
    const store = toy.run.memory.store.read;
    const { probe } = toy.run.erp;
    // The gateway has read the case before it was parked; the word comes while it probes.
    let reads = 0;
    toy.run.gateway.ledger.read = async (id) => (reads++ === 0 ? entries.slice(0, -1) : store(id));
    toy.run.erp.probe = async (...args) => {
      expect((await say(ref, resolution)).status).toBe(200);
      return probe(...args);
    };
    const calls = toy.run.erp.calls;
    expect(await go(ref)).toMatchObject({ kind: 'later' });
    toy.run.erp.probe = probe;
    expect(await go(ref)).toMatchObject(failure('NotAuthorised'));
    expect(toy.run.erp.calls).toBe(calls);
  });

  it('and it can’t be said while a worker may be posting it', async () => {
    const ref = await unknown();
    await toy.park(ref, 'EffectUnknown');
    expect((await say(ref, resolution)).body.type).toBe('urn:countersign:problem:effect-unknown');
    toy.run.clock.advance(31_000);
    expect((await say(ref, resolution)).status).toBe(200);
  });

  it('nor does the sweep look at it again', async () => {
    const ref = await interrupted();
    await say(ref, resolution);
    toy.run.clock.advance(60_000);
    const found = { caseId: ref.caseId, workflow: 'toy', updatedAt: '2026-11-24T09:00:00.000Z' };
    const deps = {
      ...{
        ...toy.run.as('sweep'),
        executions: toy.run.executions,
        reviews: toy.run.reviews,
        answerer: toy.run.answerer,
      },
      cases: { inFlight: async () => [found as never] },
    };
    expect(await sweep(deps)).toMatchObject({ looked: 1, interrupted: [], reopened: [], failed: [] });
  });
});

it('what was parked with an unknown effect is nobody’s but a person’s, once it is known that the ERP has nothing', async () => {
  const ref = await unknown(true);
  await toy.park(ref, 'EffectUnknown');
  toy.run.clock.advance(60_000);
  expect(await go(ref)).toMatchObject(failure('NotAuthorised'));
  expect(statusOf(await toy.entries(ref))).toBe('parked');
  expect((await toy.show(ref)).body.exception).toMatchObject({ class: 'effect-unknown' });
});

describe('posted by hand', () => {
  it('keeps even a later decision from the ERP: an execution that somebody starts by hand', async () => {
    const ref = await interrupted();
    await say(ref, 'posted-by-hand');
    const later = await toy.run.toDecision({ ...ref, visit: 1 }, 0.95);
    expect(later).toMatchObject({ route: 'auto', visit: 2 });
    expect(await go(later)).toMatchObject(failure('NotAuthorised'));
    expect(toy.run.erp.calls).toBe(0);
  });

  it('taken back, what was decided before stays dead', async () => {
    const ref = await interrupted();
    await say(ref, 'posted-by-hand');
    expect((await toy.post(ref, 'take-back', { reason: 'another one' }, 'bob')).status).toBe(200);
    expect(await go(ref)).toMatchObject(failure('NotAuthorised'));
    expect(toy.run.erp.calls).toBe(0);
  });

  it('and in the ERP besides, it is found, confirmed, and told as deviating', async () => {
    const ref = await unknown();
    await toy.park(ref, 'EffectUnknown');
    toy.run.clock.advance(31_000);
    await say(ref, 'posted-by-hand');
    const calls = toy.run.erp.calls;
    await go(ref);
    expect([statusOf(await toy.entries(ref)), toy.run.erp.calls]).toEqual(['posted-deviating', calls]);
    expect((await toy.show(ref)).body.exception).toMatchObject({ class: 'posted-deviating' });
  });

  it('on the word of an entry that is forged nobody takes it back', async () => {
    const ref = await interrupted();
    await say(ref, 'posted-by-hand');
    await toy.post(ref, 'take-back', { reason: 'another one' }, 'bob');
    await toy.forge(ref, 'exception-taken-back');
    await expect(go(ref)).rejects.toMatchObject({ name: 'LedgerBroken' });
  });
});
