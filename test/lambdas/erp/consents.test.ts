import { beforeEach, describe, expect, it } from 'vitest';
import { execute } from '../../../lambdas/erp/gateway.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { toyConsents } from '../../support/toy-consents.ts';
import { toyPerson, toyStanding } from '../../support/toy-workflow.ts';
import { failure } from './at-gateway.ts';

let toy: ReturnType<typeof toyConsents>;
beforeEach(() => {
  toy = toyConsents();
});
const EVERYBODY = ['sam', 'lea', 'leo', 'pia', 'ann'];
const go = (ref: CaseRef) => execute(toy.run.messageOf(ref), toy.run.gateway);
const approved = async (): Promise<CaseRef> => {
  const ref = await toy.underReview();
  await toy.all(ref, ...EVERYBODY);
  expect((await toy.review(ref)).state).toBe('approved');
  return ref;
};
/** An approval of somebody's making, with a key that is believed. */
const written = (ref: CaseRef, id: string, action: string, role: string, more: object = {}) =>
  toy.run.append('countersign', ref.caseId, {
    entryKey: `${id}/${action}/${role}`,
    stage: 'approved',
    actor: { kind: 'person', id },
    body: {
      ...{ attempt: 1, visit: ref.visit ?? 1, digest: ref.digest ?? '', validUntil: '2026-12-01T00:00:00.000Z' },
      ...{ action, role, names: [id], claimed: ['security', 'legal', 'privacy', 'clerk', 'chief'], ...more },
    },
  });

describe('the gateway refuses, though the review was approved', () => {
  it.each(EVERYBODY)('once %s is off the register', async (who) => {
    const ref = await approved();
    toy.run.authority.people.set(who, toyStanding(who));
    expect(await go(ref)).toMatchObject(failure('FactsChanged'));
    expect(toy.run.erp.calls).toBe(0);
  });

  it('once somebody is appointed to another role only', async () => {
    const ref = await approved();
    toy.run.authority.people.set('lea', toyStanding('lea', toyPerson('lea', 'security')));
    expect(await go(ref)).toMatchObject(failure('FactsChanged'));
  });

  it('once two have exchanged their roles: each consented as what they were', async () => {
    const ref = await approved();
    toy.run.authority.people.set('lea', toyStanding('lea', toyPerson('lea', 'security')));
    toy.run.authority.people.set('sam', toyStanding('sam', toyPerson('sam', 'legal')));
    expect(await go(ref)).toMatchObject(failure('FactsChanged'));
  });

  it('once a role that consents is not on file', async () => {
    const ref = await approved();
    toy.run.authority.specialists = toy.run.authority.specialists.filter(({ id }) => id !== 'privacy');
    expect(await go(ref)).toMatchObject(failure('FactsChanged'));
  });

  it('once two who consented are known to be one', async () => {
    const ref = await approved();
    const appointments = [{ role: 'legal', companies: ['*'] }];
    toy.run.authority.people.set('leo', toyStanding('leo', toyPerson('leo', '', { appointments, aliases: ['lea'] })));
    expect(await go(ref)).toMatchObject(failure('FactsChanged'));
  });

  it('once who commits is known to be one who has consented', async () => {
    const ref = await approved();
    toy.run.authority.people.set('ann', toyStanding('ann', toyPerson('ann', 'clerk', { aliases: ['sam'] })));
    expect(await go(ref)).toMatchObject(failure('FactsChanged'));
  });

  it('once somebody who consented has a hand in it', async () => {
    const ref = await approved();
    await toy.run.append('countersign', ref.caseId, {
      ...{ entryKey: 'call', stage: 'called-back', actor: { kind: 'person', id: 'pia' } },
      body: { attempt: 1, visit: 1, digest: ref.digest ?? '', names: ['pia'] },
    });
    expect(await go(ref)).toMatchObject(failure('FactsChanged'));
  });

  it('while somebody who consented is stopped in the same moment', async () => {
    const ref = await approved();
    toy.run.memory.versions.set('stop#approver#sam', 1);
    expect(await go(ref)).toMatchObject(failure('FactsChanged'));
    expect(toy.run.erp.calls).toBe(0);
  });

  it('once a consent has expired', async () => {
    const ref = await approved();
    toy.run.clock.advance((86_400 + 61) * 1000);
    expect(await go(ref)).toMatchObject(failure('NotAuthorised'));
  });
});

describe('the gateway refuses what is not as the decision asks, whatever was written', () => {
  it.each<[string, string[]]>([
    ['a commitment without any consent', ['ann commit clerk']],
    [
      'a commitment before the last consent',
      ['sam consent security', 'lea consent legal', 'leo consent legal', 'ann commit clerk', 'pia consent privacy'],
    ],
    [
      'a later step first',
      ['pia consent privacy', 'sam consent security', 'lea consent legal', 'leo consent legal', 'ann commit clerk'],
    ],
    [
      'a consent in a role that is not theirs',
      ['ann consent security', 'lea consent legal', 'leo consent legal', 'pia consent privacy', 'bob commit clerk'],
    ],
    [
      'a consent that says it is a commitment',
      ['sam consent security', 'lea consent legal', 'leo consent legal', 'pia consent privacy', 'lin commit legal'],
    ],
    [
      'a commitment that says it is a consent',
      ['sam consent security', 'lea consent legal', 'leo consent legal', 'pia consent privacy', 'ann consent clerk'],
    ],
  ])('%s', async (_, acts) => {
    const ref = await toy.underReview();
    for (const act of acts) {
      const [who = '', action = '', role = ''] = act.split(' ');
      await written(ref, who, action, role);
    }
    expect(await go(ref)).toMatchObject(failure('FactsChanged'));
    expect(toy.run.erp.calls).toBe(0);
  });

  it('a consent without the claim of the token', async () => {
    const ref = await toy.underReview([{ role: 'legal', people: 1, step: 1 }]);
    await written(ref, 'lea', 'consent', 'legal', { claimed: ['clerk'] });
    await written(ref, 'ann', 'commit', 'clerk');
    expect(await go(ref)).toMatchObject(failure('FactsChanged'));
  });
});

it('what was approved is posted, once, under the switches of all who consented', async () => {
  const ref = await approved();
  expect(await go(ref)).toMatchObject({ answer: { kind: 'success' } });
  expect(await go(ref)).toMatchObject({ answer: { kind: 'success' } });
  expect(toy.run.erp.calls).toBe(1);
});

it('consents of a slow review count for as long as it could have taken', async () => {
  const ref = await toy.underReview();
  await toy.all(ref, 'sam', 'lea', 'leo', 'pia');
  toy.run.clock.advance(2 * 3_600_000);
  await toy.ok(ref, 'ann');
  expect(await go(ref)).toMatchObject({ answer: { kind: 'success' } });
});
