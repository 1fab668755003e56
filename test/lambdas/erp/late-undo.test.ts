import { beforeEach, describe, expect, it } from 'vitest';
import { exceptionOf } from '../../../lambdas/exceptions/fold.ts';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import { sweep } from '../../../lambdas/sweep/run.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { failure } from './at-gateway.ts';
import { atSaga } from './at-saga.ts';

let { run, refused, decided, failed, go, entries, states, keys, park } = atSaga();
beforeEach(() => {
  ({ run, refused, decided, failed, go, entries, states, keys, park } = atSaga());
});

/** The command reached the ERP, and its worker died before it could say so. */
const unheard = async (ref: CaseRef, command: string) => {
  run.erp.after = () => {
    throw new Error('the worker died');
  };
  await expect(go(ref, command)).rejects.toThrow(/worker died/);
  run.erp.after = () => {};
  run.clock.advance(31_000);
};

/** The first effect is confirmed, the second one has failed: what undoes the first is to be sent. */
const toUndo = async () => {
  const ref = await decided();
  await go(ref, 'post-a');
  refused.add('post-b');
  await go(ref, 'post-b');
  refused.clear();
  return ref;
};
const sweptTo = ({ caseId }: CaseRef, attempt: number) =>
  run.append('sweep', caseId, { entryKey: `${attempt}/reopened`, stage: 'reopened', body: { attempt } });
const attempt2 = (ref: CaseRef) => run.toDecision({ schema: 1, caseId: ref.caseId, attempt: 2, workflow: 'toy' }, 0.95);
const summaryOf = ({ caseId }: CaseRef) =>
  ({ caseId, workflow: 'toy', updatedAt: '2026-11-24T08:00:00.000Z' }) as never;
const swept = (ref: CaseRef, ledger = run.as('sweep').ledger) =>
  sweep({
    ...{ ...run.as('sweep'), ledger, executions: run.executions, cases: { inFlight: async () => [summaryOf(ref)] } },
    ...{ reviews: run.reviews, answerer: run.answerer },
  });

describe('an undo of an attempt that was swept', () => {
  it('is not begun any more: the next attempt goes on with what stands', async () => {
    const ref = await toUndo();
    await sweptTo(ref, 2);
    expect(await go(ref, 'undo-a')).toMatchObject(failure('NotAuthorised'));
    expect((await entries(ref)).at(-1)?.body['reason']).toMatch(/attempt 2 has begun/);
    const second = await attempt2(ref);
    for (const command of ['post-a', 'post-b', 'post-c'])
      expect(await go(second, command)).toMatchObject({ answer: { kind: 'success' } });
    expect(keys()).toEqual(['post-a/1', 'post-b/1', 'post-c/1']);
  });

  it('is not begun where the sweep comes first by a hair', async () => {
    const ref = await toUndo();
    const { read } = run.authority;
    run.authority.read = async (of) => {
      await sweptTo(ref, 2);
      return read(of);
    };
    expect(await go(ref, 'undo-a')).toMatchObject(failure('NotAuthorised'));
    expect(keys()).toEqual(['post-a/1']);
  });

  it('is not sent again, once it is known that the ERP has nothing of it', async () => {
    const ref = await toUndo();
    run.erp.before = () => {
      throw new Error('the worker died');
    };
    await expect(go(ref, 'undo-a')).rejects.toThrow(/worker died/);
    run.erp.before = () => {};
    run.clock.advance(31_000);
    await sweptTo(ref, 2);
    expect(await go(ref, 'undo-a')).toMatchObject(failure('NotAuthorised'));
    expect(keys()).toEqual(['post-a/1']);
  });

  it('is confirmed where the ERP has it already; then nothing is posted again before a person says so', async () => {
    const ref = await toUndo();
    await unheard(ref, 'undo-a');
    await sweptTo(ref, 2);
    expect(await go(ref, 'undo-a')).toMatchObject({ answer: { kind: 'success' } });
    expect(await states(ref)).toEqual(['compensated', 'rejected', 'not-started']);
    expect(await attempt2(ref)).toMatchObject({ route: 'park', reason: 'EFFECTS-UNDONE' });
    await park({ ...ref, attempt: 2 }, 'EFFECTS-UNDONE');
    expect(exceptionOf(await entries(ref))).toMatchObject({ class: 'held-by-control', reason: 'EFFECTS-UNDONE' });
    const body = { attempt: 3, reason: 'mended' };
    const actor = { kind: 'person', id: 'bob' } as const;
    await run.append('reopen', ref.caseId, { entryKey: '3/reopened', stage: 'reopened-by-person', actor, body });
    const third = await run.toDecision({ schema: 1, caseId: ref.caseId, attempt: 3, workflow: 'toy' }, 0.95);
    expect(third).toMatchObject({ route: 'auto' });
    await go(third, 'post-a');
    expect(keys()).toEqual(['post-a/1', 'post-a/1/compensated', 'post-a/1/again-1']);
  });

  it('that lands while the sweep looks at the case keeps the sweep from beginning it again', async () => {
    const ref = await toUndo();
    await unheard(ref, 'undo-a');
    run.clock.advance(60_000);
    const { ledger } = run.as('sweep');
    const late: typeof ledger = {
      ...ledger,
      append: async (caseId, draft, options) => {
        if (draft.stage === 'reopened') await go(ref, 'undo-a');
        return ledger.append(caseId, draft, options);
      },
    };
    expect(await swept(ref, late)).toMatchObject({ interrupted: [ref.caseId], reopened: [], failed: [] });
    expect(keys()).toEqual(['post-a/1', 'post-a/1/compensated']);
    expect(exceptionOf(await entries(ref))).toMatchObject({ class: 'interrupted' });
  });
});

describe('an undo that lands after a person has posted the case by hand', () => {
  it('is seen: what they relied on is not there any more', async () => {
    const ref = await failed();
    await unheard(ref, 'undo-b');
    await park(ref);
    await run.append('exceptions', ref.caseId, {
      entryKey: 'said',
      stage: 'exception-resolved',
      actor: { kind: 'person', id: 'ann' },
      body: { attempt: 1, resolution: 'posted-by-hand', document: 'INV-9', reason: 'completed' },
    });
    expect(statusOf(await entries(ref))).toBe('posted-by-hand');
    await go(ref, 'undo-b');
    expect(keys().at(-1)).toBe('post-b/1/compensated');
    expect(statusOf(await entries(ref))).toBe('posted-deviating');
    expect(exceptionOf(await entries(ref))).toMatchObject({
      class: 'posted-deviating',
      opened: { stage: 'confirmed', body: { command: 'undo-b' } },
      reason: 'posted by hand, and undone in the ERP since',
    });
  });
});
