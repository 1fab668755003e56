import { beforeEach, describe, expect, it } from 'vitest';
import { exceptionOf } from '../../../lambdas/exceptions/fold.ts';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { atSaga } from './at-saga.ts';

let { run, failed, go, entries, keys, park } = atSaga();
beforeEach(() => {
  ({ run, failed, go, entries, keys, park } = atSaga());
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
