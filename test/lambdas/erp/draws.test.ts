import { beforeEach, describe, expect, it } from 'vitest';
import { ErpConflict, ErpRefused, ErpUnavailable, ErpUnknown } from '../../../lambdas/erp/errors.ts';
import { execute } from '../../../lambdas/erp/gateway.ts';
import { takeShare } from '../../../lambdas/erp/share.ts';
import { accountKey } from '../../../lambdas/shared/authority/overdrawn.ts';
import type { LedgerEntry } from '../../../statemachines/kernel/ledger-entry.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { toyAccounts } from '../../support/toy-accounts.ts';
import { atGateway, failure } from './at-gateway.ts';
import { atSaga } from './at-saga.ts';

const LEASE_MS = 30_000;
const BUDGET = 'budget 12';
const eur = (minor: number) => ({ minor, currency: 'EUR' });
const success = { answer: { kind: 'success' } };
let { run, decided, go, approve } = atGateway();
let accounts: ReturnType<typeof toyAccounts>;
beforeEach(() => {
  ({ run, decided, go, approve } = atGateway());
  accounts = toyAccounts(run);
  accounts.ceilings.set(BUDGET, 100);
});

/** A note of the only account, in a group of its own; decided before any other can be seen. */
const noteOf = (number: string, cents: number, more: object = {}) =>
  decided({ number, cents, accounts: [BUDGET], ...more });
/** The way back through Gather and Decide. */
const again = ({ caseId, visit }: CaseRef) =>
  run.toDecision({ schema: 1, caseId, attempt: 1, workflow: 'toy', ...(visit && { visit }) }, 0.95);
const counted = async (account = BUDGET) =>
  (await run.memory.commitments.since(accountKey({ account }), '')).map(({ caseId }) => caseId);
const bodyOf = async ({ caseId }: CaseRef) => (await run.gateway.ledger.read(caseId)).at(-1)?.body;
/** What happens at the next post, before the ERP has anything, or after. */
function once(error: Error, when: 'before' | 'after' = 'before') {
  run.erp[when] = () => {
    run.erp[when] = () => {};
    throw error;
  };
}

describe('of two cases for the last money, decided before either was seen', () => {
  it('one posts, and the other is told the account, the amount, and what is left', async () => {
    const [one, two] = [await noteOf('A1', 60), await noteOf('A2', 60)];
    expect([one.route, two.route]).toEqual(['auto', 'auto']);
    expect(await go(one)).toMatchObject(success);
    expect(await go(two)).toMatchObject({
      answer: { error: 'FactsChanged', cause: 'not enough is left of budget 12: 0.60 EUR, and 0.40 is left' },
    });
    expect(run.erp.documents.size).toBe(1);
    expect(await counted()).toEqual([one.caseId]);
  });

  it('both post where there is enough to the cent', async () => {
    const [one, two] = [await noteOf('A1', 60), await noteOf('A2', 40)];
    expect([await go(one), await go(two)]).toMatchObject([success, success]);
  });

  it('the other goes to a person, with the finding, and waits for money though it is approved', async () => {
    const [one, two] = [await noteOf('A1', 60), await noteOf('A2', 60)];
    await go(one);
    await go(two);
    const anew = await again(two);
    expect(anew).toMatchObject({ route: 'review' });
    expect(await bodyOf(two)).toMatchObject({ findings: ['ACCOUNT-OVERDRAWN'] });
    await approve(anew);
    expect(await go(anew)).toMatchObject(failure('FactsChanged'));
    run.clock.advance(10_000);
    accounts.cancel(one.caseId);
    const last = await again(anew);
    expect(last).toMatchObject({ route: 'auto' });
    expect(await go(last)).toMatchObject(success);
  });

  it('is not decided for the agent where the facts alone show that there is too little', async () => {
    accounts.ceilings.set(BUDGET, -1);
    expect(await noteOf('A1', 1)).toMatchObject({ route: 'review' });
  });

  it('each of several accounts must have enough, and none is taken of where one has not', async () => {
    accounts.ceilings.set('budget 13', 50);
    const [one, two] = [await noteOf('A1', 30, { accounts: ['budget 13'] }), await noteOf('A2', 30)];
    const both = await noteOf('A3', 30, { accounts: [BUDGET, 'budget 13'] });
    expect([await go(one), await go(both), await go(two)]).toMatchObject([success, failure('FactsChanged'), success]);
    expect([await counted(), await counted('budget 13')]).toEqual([[two.caseId], [one.caseId]]);
  });

  it('an account is one for every group, and a credit takes of it too', async () => {
    const all = [await noteOf('A1', 60, { group: 'g', credit: true }), await noteOf('A2', 60, { group: 'h' })];
    expect([await go(all[0] as CaseRef), await go(all[1] as CaseRef)]).toMatchObject([
      success,
      failure('FactsChanged'),
    ]);
  });
});

describe('a proposal whose draws can’t be counted', () => {
  it('is a fault of the workflow: the case is parked', async () => {
    const ref = await noteOf('A1', 60, { accounts: [BUDGET, BUDGET] });
    expect(ref).toMatchObject({
      route: 'park',
      reason: expect.stringMatching(/WorkflowFault: its draws.*each account once/),
    });
  });

  it('is one too where its facts are of a time to come: nobody knows what they show', async () => {
    const later = new Date(run.clock.now().getTime() + 5_001).toISOString();
    Object.defineProperty(run.told, 'readAt', { value: later, enumerable: true });
    expect(await noteOf('A1', 60)).toMatchObject({ route: 'park', reason: expect.stringContaining(later) });
  });

  it('is decided anew where what it was decided by is no draw any more', async () => {
    const ref = await noteOf('A1', 60);
    for (const [key, content] of run.evidence.objects) {
      const text = Buffer.from(content).toString('utf8');
      if (text.includes('"draws"'))
        run.evidence.objects.set(key, Buffer.from(text.replace('"account":"budget 12",', '')));
    }
    expect(await go(ref)).toMatchObject(failure('FactsChanged'));
    expect(run.erp.documents.size).toBe(0);
  });
});

describe('money is given back', () => {
  it.each([
    ['when the ERP refuses it', new ErpRefused('no'), false],
    ['when its facts have changed in the ERP', new ErpConflict('stale'), false],
    ['never while nobody knows whether the ERP has it', new ErpUnknown('lost'), true],
    ['never while it was only not executed', new ErpUnavailable('busy', { sent: false }), true],
  ])('%s', async (_, error, stays) => {
    const [one, two] = [await noteOf('A1', 60), await noteOf('A2', 60)];
    once(error);
    await go(one).catch(() => undefined);
    expect(await counted()).toEqual(stays ? [one.caseId] : []);
    expect(await go(two)).toMatchObject(stays ? failure('FactsChanged') : success);
  });

  it('when it was lost, is not found, and may not be posted any more', async () => {
    const [one, two] = [await noteOf('A1', 60), await noteOf('A2', 60)];
    once(new ErpUnknown('lost'));
    await go(one);
    await run.append('conclude', one.caseId, { entryKey: '1/Park', stage: 'parked', body: { attempt: 1, visit: 1 } });
    run.clock.advance(LEASE_MS);
    expect(await go(one)).toMatchObject(failure('NotAuthorised'));
    expect(await go(two)).toMatchObject(success);
  });

  it('when the ERP did not execute it, and its facts have changed before it is asked again', async () => {
    const [one, two] = [await noteOf('A1', 60), await noteOf('A2', 60)];
    once(new ErpUnavailable('busy', { sent: false }));
    await go(one);
    run.erp.version = 'v2';
    expect(await go(one)).toMatchObject(failure('FactsChanged'));
    expect(await counted()).toEqual([]);
    run.erp.version = 'v1';
    expect(await go(two)).toMatchObject(success);
  });

  it('when what was posted is undone again, its last effect', async () => {
    const saga = atSaga();
    saga.run.told['accounts'] = { [BUDGET]: eur(1_000) };
    await saga.run.receive({ number: 'A1', cents: 500, accounts: [BUDGET] });
    const ref = await saga.run.toDecision(saga.run.started.at(-1)?.input as CaseRef, 0.95);
    saga.refused.add('post-c');
    const left = [];
    for (const command of ['post-a', 'post-b', 'post-c', 'undo-b', 'undo-a']) {
      await saga.go(ref, command);
      const all = await saga.run.memory.commitments.since(accountKey({ account: BUDGET }), '');
      left.push(all.map(({ confirmedAt }) => confirmedAt !== undefined));
    }
    expect(left).toEqual([[true], [true, true], [true, true], [true], []]);
  });

  it('when it is taken of another account, and what was prepared before is not in the ERP', async () => {
    const { caseId } = await noteOf('A1', 60);
    const gone = { caseId, body: { drawn: [{ key: 'one', entry: '2026-11-23/effect', amount: eur(60) }] } } as unknown;
    const commitment = { caseId, date: '2026-11-24', exposures: [eur(50)] };
    const share = { group: { key: 'toy#g', turn: 3 }, draws: [{ key: 'two', turn: 5, commitment }] };
    const { body, writes } = takeShare(share, 'effect', gone as LedgerEntry);
    expect(writes).toEqual([
      { kind: 'released', key: 'one', entry: '2026-11-23/effect' },
      { kind: 'turn', key: 'toy#g', was: 3 },
      { kind: 'turn', key: 'two', was: 5 },
      { kind: 'committed', key: 'two', entry: '2026-11-24/effect', commitment },
    ]);
    const again = takeShare(share, 'effect', { caseId, body } as unknown as LedgerEntry);
    expect(again.writes.filter(({ kind }) => kind === 'released')).toEqual([]);
  });
});

describe('what a case has prepared', () => {
  it('stays counted whole while it is unknown, though the facts know the case as cancelled', async () => {
    const one = await noteOf('A1', 60);
    once(new ErpUnknown('lost'));
    await go(one);
    run.clock.advance(LEASE_MS);
    Object.defineProperty(run.told, 'taken', { value: [{ caseId: one.caseId, minor: 0 }], enumerable: true });
    expect(await noteOf('A2', 60)).toMatchObject({ route: 'review' });
  });

  it.each([
    ['at once', undefined],
    ['by a probe, its answer lost', new ErpUnknown('lost')],
  ])('is the facts’ to say once it is confirmed %s', async (_, error) => {
    const one = await noteOf('A1', 60);
    if (error) once(error, 'after');
    await go(one);
    run.clock.advance(LEASE_MS);
    if (error) expect(await go(one)).toMatchObject(success);
    expect(await noteOf('A2', 60)).toMatchObject({ route: 'review' });
    run.clock.advance(10_000);
    accounts.cancel(one.caseId);
    expect(await go(await noteOf('A3', 100))).toMatchObject(success);
  });

  it('counts once, posted again on another day, and is confirmed whole', async () => {
    const one = await noteOf('A1', 60);
    once(new ErpUnknown('lost'));
    await go(one);
    run.clock.advance(86_400_000);
    expect(await go(one)).toMatchObject(success);
    expect(await counted()).toEqual([one.caseId]);
    accounts.cancel(one.caseId);
    run.clock.advance(10_000);
    expect(await go(await noteOf('A2', 100))).toMatchObject(success);
  });
});

describe('another case of the account that comes first, between what is read and what is written', () => {
  it.each([
    ['is counted', 1, 60, failure('FactsChanged')],
    ['lets it pass if there is enough for both', 1, 40, success],
    ['and another, and another: it waits', 5, 1, { kind: 'later' }],
  ] as const)('%s', async (_, times, cents, outcome) => {
    const one = await noteOf('A1', 60);
    const others: CaseRef[] = [];
    for (let n = 0; n < times; n += 1) others.push(await noteOf(`B${n}`, cents));
    const { versions } = run.erp;
    run.erp.versions = async (of) => {
      const next = of[0]?.id === 'A1' && others.shift();
      if (next) expect(await execute(run.messageOf(next), run.gateway)).toMatchObject(success);
      return versions(of);
    };
    const done = await go(one).catch((error: Error) => ({ kind: error.name === 'Transient' ? 'later' : error.name }));
    expect(done).toMatchObject(outcome);
    expect(run.erp.documents.size).toBe(times + ('answer' in done && done.answer.kind === 'success' ? 1 : 0));
  });
});
