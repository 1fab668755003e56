import { beforeEach, describe, expect, it } from 'vitest';
import { execute } from '../../../lambdas/erp/gateway.ts';
import { type CallBack, callBack } from '../../../lambdas/review/call-back.ts';
import { claim } from '../../../lambdas/review/conversation.ts';
import { approve, reject } from '../../../lambdas/review/countersign.ts';
import { proposeValue } from '../../../lambdas/review/propose-value.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { refused } from '../../support/refused.ts';
import { toyRun } from '../../support/toy-run.ts';
import { toyPerson, toyStanding } from '../../support/toy-workflow.ts';

const OLD = { id: '41', number: '+33400000001', unchangedSince: '2026-08-26' };
const NEW = { id: '42', number: '+33499999999', unchangedSince: '2026-08-27' };

let run: ReturnType<typeof toyRun>;
beforeEach(() => {
  run = toyRun();
  run.told['phones'] = [OLD, NEW];
  run.told['acts'] = [{ duty: 'vendor-master-change', by: 'erp:mia', to: 'vendor 7' }];
  run.authority.people.set('mia', toyStanding('mia', toyPerson('mia', 'clerk', { aliases: ['erp:mia'] })));
  for (const id of ['mia', 'dora']) run.memory.versions.set(`person#${id}`, 1);
  run.authority.people.set('dora', toyStanding('dora', toyPerson('dora', 'clerk')));
});

async function underReview(document: object = { number: 'A1', cents: 500, flaw: 'review' }): Promise<CaseRef> {
  await run.receive(document);
  const start = run.started.at(-1);
  if (!start) throw new Error('nothing was started');
  const ref = await run.toDecision(start.input, 0.5);
  await run.open(ref);
  return ref;
}
const person = (subject: string) => ({ subject, claimed: ['clerk', 'chief'] });
const called = ({ caseId, digest = '' }: CaseRef, more: Partial<CallBack> = {}): CallBack => ({
  ...{ caseId, digest, phone: OLD.id, personCalled: 'Anne Lumière', result: 'confirmed' },
  ...more,
});
const approval = ({ caseId, digest = '' }: CaseRef) => ({ caseId, digest, comment: 'called back' });

describe('a call-back is refused', () => {
  it.each([
    ['to a number that changed 89 days ago', { phone: NEW.id }, 'call-back-refused', /2026-08-27/],
    ['to a number that is not in the master', { phone: '+33466666666' }, 'call-back-refused', /not in the master/],
    ['to the number itself in place of its id', { phone: OLD.number }, 'call-back-refused', /not in the master/],
    ['without a name', { personCalled: ' ' }, 'call-back-refused', /who was called/],
    ['about another proposal', { digest: 'e'.repeat(64) }, 'digest-changed', /./],
    ['as a denial without words', { result: 'denied' }, 'reason-required', /./],
  ] as const)('%s', async (_, change, kind, words) => {
    const ref = await underReview();
    await refused(kind, callBack(person('ann'), called(ref, change), run.deciding), words);
  });

  it('of somebody without a role there, or whose token claims none', async () => {
    const ref = await underReview();
    await refused('not-entitled', callBack(person('mallory'), called(ref), run.deciding));
    await refused('not-entitled', callBack({ subject: 'ann', claimed: [] }, called(ref), run.deciding));
  });

  it('of whoever changed the vendor', async () => {
    const ref = await underReview();
    await refused('not-entitled', callBack(person('mia'), called(ref), run.deciding), /vendor-master-change/);
  });

  it('where no account is in doubt', async () => {
    const ref = await underReview({ number: 'A1', cents: 2_000 });
    await refused('call-back-refused', callBack(person('ann'), called(ref), run.deciding), /in doubt/);
  });

  it('once it has been decided', async () => {
    const ref = await underReview();
    await reject(person('bob'), { ...approval(ref), comment: 'no' }, run.deciding);
    await refused('already-decided', callBack(person('ann'), called(ref), run.deciding));
  });

  it('of facts that were not gathered for this decision', async () => {
    const ref = await underReview();
    run.memory.cases.set(
      ref.caseId,
      (await run.deciding.ledger.read(ref.caseId)).map((e) => (e.stage === 'gathered' ? { ...e, mac: 'forged' } : e)),
    );
    await expect(callBack(person('ann'), called(ref), run.deciding)).rejects.toMatchObject({ name: 'LedgerBroken' });
  });
});

describe('three people', () => {
  it('who called back does not approve, nor does who changed the vendor', async () => {
    const ref = await underReview();
    await callBack(person('ann'), called(ref), run.deciding);
    await refused('not-entitled', approve(person('ann'), approval(ref), run.deciding), /bank-confirmation/);
    await refused('not-entitled', approve(person('mia'), approval(ref), run.deciding), /vendor-master-change/);
    expect((await approve(person('bob'), approval(ref), run.deciding)).review.state).toBe('approved');
    expect(await execute(run.messageOf(ref), run.gateway)).toMatchObject({ answer: { kind: 'success' } });
  });

  it('nor do those for whom they called', async () => {
    const ref = await underReview();
    const delegation = { id: 'd1', from: 'bob', reason: 'away', validFrom: '2026-01-01T00:00:00Z', validUntil: '2027-01-01T00:00:00Z' }; // biome-ignore format: one delegation
    const delegator = toyPerson('bob', 'clerk');
    const nina = toyPerson('nina', 'clerk', { appointments: [{ role: 'clerk', companies: ['ELSEWHERE'] }] });
    run.authority.people.set('nina', { ...toyStanding('nina', nina), delegations: [{ ...delegation, delegator }] });
    await callBack(person('nina'), called(ref), run.deciding);
    await refused('not-entitled', approve(person('bob'), approval(ref), run.deciding), /bank-confirmation/);
  });

  it('who has countersigned as one of two does not call back', async () => {
    const ref = await underReview({ number: 'A1', cents: 30_000, flaw: 'review' });
    await callBack(person('ann'), called(ref), run.deciding);
    await approve(person('bob'), approval(ref), run.deciding);
    await refused('not-entitled', callBack(person('bob'), called(ref), run.deciding), /invoice-approval/);
  });
});

describe('the result', () => {
  it.each(['denied', 'not-reached'] as const)('%s is no confirmation', async (result) => {
    const ref = await underReview();
    await callBack(person('ann'), called(ref, { result, comment: 'they know nothing of it' }), run.deciding);
    const kind = result === 'denied' ? 'account-denied' : 'call-back-required';
    await refused(kind, approve(person('bob'), approval(ref), run.deciding));
  });

  it('denied is for good: no later confirmation makes up for it; rejecting is left', async () => {
    const ref = await underReview();
    await callBack(person('ann'), called(ref, { result: 'denied', comment: 'not ours' }), run.deciding);
    await callBack(person('dora'), called(ref), run.deciding);
    await refused('account-denied', approve(person('bob'), approval(ref), run.deciding));
    expect((await reject(person('bob'), approval(ref), run.deciding)).review.state).toBe('rejected');
  });

  it('denied is for good for whatever other value is proposed then', async () => {
    const ref = await underReview();
    await callBack(person('ann'), called(ref, { result: 'denied', comment: 'not ours' }), run.deciding);
    const { caseId, digest = '' } = ref;
    const other = { adjustments: { text: 'other' }, comment: 'it belongs elsewhere' };
    await proposeValue(person('bob'), { caseId, digest, ...other }, run.deciding);
    const again = await run.toDecision(ref, 0.5);
    await run.open(again, 'token 2');
    expect(again.digest).not.toBe(ref.digest);
    await callBack(person('dora'), called(again), run.deciding);
    await refused('account-denied', approve(person('cleo'), approval(again), run.deciding));
    expect((await reject(person('cleo'), approval(again), run.deciding)).review.state).toBe('rejected');
  });

  it.each([
    ['interrupted', 'is denied in the next attempt, too', 'account-denied'],
    ['refused', 'needs a call of its own once somebody sends it anew', 'call-back-required'],
  ] as const)('denied, and then %s: it %s', async (ending, _, kind) => {
    const ref = await underReview();
    const { caseId } = ref;
    await callBack(person('ann'), called(ref, { result: 'denied', comment: 'not ours' }), run.deciding);
    const end = { entryKey: `1/${ending}`, stage: ending, body: { attempt: 1, visit: 1 } } as const;
    await run.append(ending === 'refused' ? 'conclude' : 'sweep', caseId, end);
    await run.append('sweep', caseId, { entryKey: '2/reopened', stage: 'reopened', body: { attempt: 2 } });
    run.told['phones'] = [OLD];
    const again = await run.toDecision({ schema: 1, caseId, attempt: 2, workflow: 'toy' }, 0.5);
    await run.open(again, 'token 2');
    expect(again.digest).not.toBe(ref.digest);
    await refused(kind, approve(person('cleo'), approval(again), run.deciding));
  });

  it('denied in the very moment of an approval counts', async () => {
    const ref = await underReview();
    await callBack(person('ann'), called(ref), run.deciding);
    let meanwhile = async () => {
      await callBack(person('dora'), called(ref, { result: 'denied', comment: 'not ours' }), run.deciding);
    };
    const authority = {
      ...run.authority,
      standing: async (subject: string) => {
        const then = meanwhile;
        meanwhile = async () => {};
        await then();
        return run.authority.standing(subject);
      },
    };
    await refused('account-denied', approve(person('bob'), approval(ref), { ...run.deciding, authority }));
  });

  it('confirmed is recorded with the number and the person, whoever has the review in hand', async () => {
    const ref = await underReview();
    await claim(person('bob'), approval(ref), run.deciding);
    const entry = await callBack(person('ann'), called(ref), run.deciding);
    expect(entry).toMatchObject({
      ...{ stage: 'called-back', writer: 'countersign', actor: { kind: 'person', id: 'ann' } },
      body: { digest: ref.digest, result: 'confirmed', phone: OLD, personCalled: 'Anne Lumière', role: 'clerk' },
    });
  });

  it('of one request is recorded once', async () => {
    const ref = await underReview();
    const request = { id: 'r1', asked: 'f'.repeat(64) };
    const first = await callBack(person('ann'), called(ref, { request }), run.deciding);
    expect(await callBack(person('ann'), called(ref, { request }), run.deciding)).toEqual(first);
  });
});
