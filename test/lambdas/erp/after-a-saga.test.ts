import { beforeEach, describe, expect, it } from 'vitest';
import { conclude } from '../../../lambdas/conclude/run.ts';
import { settle } from '../../../lambdas/erp/settle.ts';
import { exceptionOf } from '../../../lambdas/exceptions/fold.ts';
import { publish } from '../../../lambdas/ledger/publish.ts';
import { confirmedEffectsOf } from '../../../lambdas/reconcile/confirmed-effects.ts';
import { reopen } from '../../../lambdas/reopen/run.ts';
import { requestMark } from '../../../lambdas/review/request-mark.ts';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import { sweep } from '../../../lambdas/sweep/run.ts';
import type { OutgoingEvent } from '../../../statemachines/kernel/events/outgoing-event.ts';
import { reconcile } from '../../../statemachines/kernel/reconciliation.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { refused as isRefused } from '../../support/refused.ts';
import { failure } from './at-gateway.ts';
import { atSaga } from './at-saga.ts';

let { run, refused, lost, decided, failed, go, entries, states, keys, park } = atSaga();
beforeEach(() => {
  ({ run, refused, lost, decided, failed, go, entries, states, keys, park } = atSaga());
});

const status = async (ref: CaseRef) => statusOf(await entries(ref));
const undone = async () => {
  const ref = await failed();
  await go(ref, 'undo-b');
  await go(ref, 'undo-a');
  await park(ref);
  return ref;
};
const reopened = ({ caseId }: CaseRef) =>
  reopen(
    { subject: 'bob', claimed: ['clerk'] },
    { caseId, reason: 'mended', request: requestMark(crypto.randomUUID(), 'reopen') },
    run.reopening,
  );
/** The sweep has begun another attempt, and it is decided. */
const next = async (ref: CaseRef, attempt = 2) => {
  await run.append('sweep', ref.caseId, { entryKey: `${attempt}/reopened`, stage: 'reopened', body: { attempt } });
  return run.toDecision({ schema: 1, caseId: ref.caseId, attempt, workflow: 'toy' }, 0.95);
};

describe('a case of several effects', () => {
  it('is open until the last of them is confirmed', async () => {
    const ref = await decided();
    for (const command of ['post-a', 'post-b']) {
      await go(ref, command);
      expect(await status(ref)).toBe('open');
    }
    await go(ref, 'post-c');
    expect(await status(ref)).toBe('posted');
  });

  it('deviates if the last of them does', async () => {
    const ref = await decided();
    const { post } = run.erp;
    await go(ref, 'post-a');
    await go(ref, 'post-b');
    run.erp.post = async (command, digest) => ({ ...(await post(command, digest)), gross: '1' });
    await go(ref, 'post-c');
    expect(await status(ref)).toBe('posted-deviating');
    expect(exceptionOf(await entries(ref))).toMatchObject({
      class: 'posted-deviating',
      opened: { body: { command: 'post-c' } },
    });
  });

  it('says in its Park entry, and on the worklist, what is where', async () => {
    const ref = await failed();
    refused.add('undo-b');
    await go(ref, 'undo-b');
    await conclude({ ...ref, reason: 'ErpRejected', state: 'Park' }, run.as('conclude'));
    expect((await entries(ref)).at(-1)?.body['effects']).toEqual([
      { command: 'post-a', document: 'N-1', state: 'confirmed' },
      { command: 'post-b', document: 'N-2', state: 'compensation-failed', reason: 'period closed' },
      { command: 'post-c', state: 'rejected', reason: 'period closed' },
    ]);
    expect(exceptionOf(await entries(ref))).toMatchObject({
      class: 'compensation',
      reason:
        'ErpRejected: post-a N-1 confirmed; post-b N-2 compensation-failed (period closed); post-c rejected (period closed)',
    });
  });

  it('ends with a person where one before the last deviates: nothing comes after it, and nothing undoes it', async () => {
    const ref = await decided();
    await go(ref, 'post-a');
    const { post } = run.erp;
    run.erp.post = async (command, digest) => ({ ...(await post(command, digest)), gross: '1' });
    await go(ref, 'post-b');
    run.erp.post = post;
    expect(await go(ref, 'post-c')).toMatchObject(failure('NotAuthorised'));
    expect(await go(ref, 'undo-b')).toMatchObject(failure('NotAuthorised'));
    await conclude({ ...ref, reason: 'NotAuthorised', state: 'Park' }, run.as('conclude'));
    expect(keys()).toEqual(['post-a/1', 'post-b/1']);
    expect(await status(ref)).toBe('parked');
    expect(exceptionOf(await entries(ref))).toMatchObject({
      class: 'compensation',
      reason: expect.stringMatching(
        /post-a N-1 confirmed; post-b N-2 confirmed-deviating \(gross .*\); post-c rejected/,
      ),
    });
    await isRefused('effects-stand', reopened(ref), /post-b N-2 confirmed-deviating/);
  });

  it('of which a part stands is not refused, whoever rejects it: nobody is told that it is not posted', async () => {
    const ref = await failed();
    await conclude({ ...ref, state: 'Refuse' }, run.as('conclude'));
    expect((await entries(ref)).at(-1)).toMatchObject({ stage: 'parked', body: { reason: 'REJECTED-IN-REVIEW' } });
    expect(exceptionOf(await entries(ref))).toMatchObject({ class: 'compensation' });
    const nothing = atSaga();
    const other = await nothing.decided();
    await conclude({ ...other, state: 'Refuse' }, nothing.run.as('conclude'));
    expect((await nothing.entries(other)).at(-1)?.stage).toBe('refused');
  });

  it('is of the unknown first, as long as something is', async () => {
    const ref = await decided();
    await go(ref, 'post-a');
    lost.add('post-b');
    await go(ref, 'post-b');
    await park(ref, 'EffectUnknown');
    expect(exceptionOf(await entries(ref))?.class).toBe('effect-unknown');
  });

  it('is no exception of its own once everything is undone', async () => {
    expect(exceptionOf(await entries(await undone()))?.class).toBe('erp-refused');
  });

  it('is told as posted by its effects, and not by what undoes them', async () => {
    const told: OutgoingEvent[] = [];
    for (const entry of await entries(await undone()))
      await publish(entry, {
        workflowOf: run.gateway.workflowOf,
        ledger: run.gateway.ledger,
        announcer: { announce: async (event) => void told.push(event) },
        cases: { put: async () => undefined },
        measure: (name) => expect(name).not.toBe('StraightThroughMs'),
        notifier: { notify: async () => {} },
      });
    const types = told.map(({ type }) => type);
    expect(types.filter((type) => type.includes('posted'))).toHaveLength(2);
  });

  it('has no break where the ERP has cancelled what was undone', async () => {
    const effects = confirmedEffectsOf(await entries(await undone()));
    const documents = effects.map(({ key, digest, document }) => {
      const cancelled = !key.endsWith('/compensated');
      return { ...document, key, digest, company: 'ACME', state: 'posted', cancelled, changed: [] };
    });
    expect(reconcile(effects, documents)).toEqual([]);
    const [first] = effects;
    const { undone: _, ...standing } = first ?? effects[0] ?? ({} as never);
    expect(reconcile([standing], documents.slice(0, 1))).toMatchObject([{ kind: 'cancelled-in-erp' }]);
  });
});

describe('when its time is over', () => {
  it('nothing more is begun, and what stands is to be undone', async () => {
    const ref = await decided();
    await go(ref, 'post-a');
    expect(await settle({ ...ref, state: 'Settle' }, run.gateway)).toMatchObject({ settlement: 'undo' });
    expect(await go(ref, 'post-b')).toMatchObject(failure('EffectUnknown'));
    expect(await go(ref, 'undo-b')).toMatchObject({ answer: { kind: 'success' } });
    expect(await go(ref, 'undo-a')).toMatchObject({ answer: { kind: 'success' } });
    expect(keys()).toEqual(['post-a/1', 'post-a/1/compensated']);
  });

  it('nothing is undone while something is unknown, and all is done if all is confirmed', async () => {
    const ref = await decided();
    await go(ref, 'post-a');
    lost.add('post-b');
    await go(ref, 'post-b');
    expect(await settle({ ...ref, state: 'Settle' }, run.gateway)).toMatchObject({ settlement: 'unknown' });
    const other = atSaga();
    const done = await other.decided();
    for (const command of ['post-a', 'post-b', 'post-c']) await other.go(done, command);
    expect(await settle({ ...done, state: 'Settle' }, other.run.gateway)).toMatchObject({ settlement: 'confirmed' });
  });
});

describe('while a part of it stands', () => {
  it('no person reopens it', async () => {
    const ref = await failed();
    await park(ref);
    await isRefused('effects-stand', reopened(ref), /post-a N-1 confirmed; post-b N-2 confirmed/);
  });

  it('its sender neither replaces nor withdraws it', async () => {
    const ref = await failed();
    const told = { id: 'e2', time: '2026-11-24T10:00:00Z' };
    await expect(run.withdraw('A1', told)).rejects.toThrow(/is being posted/);
    await park(ref);
    expect(await run.withdraw('A1', { ...told, id: 'e3' })).toMatchObject({ answer: 'conflict' });
    expect(await run.correct({ number: 'A1', cents: 5 }, { ...told, id: 'e4' })).toMatchObject({ answer: 'conflict' });
  });

  it('another attempt under the same decision goes on where the first one ended', async () => {
    const ref = await failed();
    refused.clear();
    const second = await next(ref);
    expect(second.digest).toBe(ref.digest);
    for (const command of ['post-a', 'post-b', 'post-c'])
      expect(await go(second, command)).toMatchObject({ answer: { kind: 'success' } });
    expect(keys()).toEqual(['post-a/1', 'post-b/1', 'post-c/1']);
    expect(await status(ref)).toBe('posted');
  });

  it('another attempt goes on undoing what the first one began to undo', async () => {
    const ref = await failed();
    await go(ref, 'undo-b');
    const second = await next(ref);
    expect(await go(second, 'post-a')).toMatchObject({ answer: { kind: 'success' } });
    expect(await go(second, 'post-b')).toMatchObject(failure('NotAuthorised'));
    expect(await go(second, 'undo-a')).toMatchObject({ answer: { kind: 'success' } });
    expect(await states(ref)).toEqual(['compensated', 'compensated', 'not-started']);
  });

  it('another decision is parked: it would be posted besides', async () => {
    const ref = await failed();
    run.erp.version = 'v2';
    expect(await next(ref)).toMatchObject({ route: 'park', reason: 'EFFECTS-STAND' });
  });

  it('of an attempt that goes on and one that undoes, one wins', async () => {
    const ref = await failed();
    refused.clear();
    const { read } = run.authority;
    run.authority.read = async (of) => {
      run.authority.read = read;
      const second = await next(ref);
      for (const command of ['post-a', 'post-b', 'post-c']) await go(second, command);
      return read(of);
    };
    expect(await go(ref, 'undo-b')).toMatchObject({ answer: { kind: 'failure' } });
    expect(keys()).toEqual(['post-a/1', 'post-b/1', 'post-c/1']);
  });
});

describe('once all of it is undone', () => {
  it('a person reopens it, and it is posted under new keys', async () => {
    const ref = await undone();
    expect(await reopened(ref)).toMatchObject({ stage: 'reopened-by-person' });
    refused.clear();
    const second = await run.toDecision({ schema: 1, caseId: ref.caseId, attempt: 2, workflow: 'toy' }, 0.95);
    expect(second.digest).not.toBe(ref.digest);
    for (const command of ['post-a', 'post-b', 'post-c'])
      expect(await go(second, command)).toMatchObject({ answer: { kind: 'success' } });
    expect(keys().slice(-3)).toEqual(['post-a/1/again-1', 'post-b/1/again-1', 'post-c/1/again-1']);
    expect(await status(ref)).toBe('posted');
  });

  it('the sweep starts nothing: what becomes of it a person says', async () => {
    const ref = await failed();
    await go(ref, 'undo-b');
    run.clock.advance(60_000);
    const summary = { caseId: ref.caseId, workflow: 'toy', updatedAt: '2026-11-24T09:00:00.000Z' } as never;
    const swept = await sweep({
      ...run.as('sweep'),
      executions: run.executions,
      cases: { inFlight: async () => [summary] },
      reviews: run.reviews,
      answerer: run.answerer,
    });
    expect(swept).toMatchObject({ interrupted: [ref.caseId], reopened: [] });
    expect(exceptionOf(await entries(ref))).toMatchObject({ class: 'compensation' });
  });
});
