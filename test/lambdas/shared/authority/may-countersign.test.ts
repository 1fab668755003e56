import { beforeEach, describe, expect, it } from 'vitest';
import { givenBy, suffices } from '../../../../lambdas/shared/authority/approval.ts';
import { mayCountersign } from '../../../../lambdas/shared/authority/may-countersign.ts';
import type { Subject } from '../../../../lambdas/shared/authority/question.ts';
import type { Standing } from '../../../../lambdas/shared/authority/snapshot.ts';
import type { Act, Duty } from '../../../../statemachines/kernel/authority/duties.ts';
import { toyAuthority, toyPerson, toyPolicies, toyStanding, toyWorkflow } from '../../../support/toy-workflow.ts';

const { namespace, resource } = toyWorkflow.authority;
const subjectOf = (minor: number, acts: Act[] = [], duty: Duty = 'invoice-approval'): Subject => ({
  ...{ namespace, resource, duty, acts, stops: [], id: 'f'.repeat(64), company: 'ACME', today: '2026-11-24' },
  measure: { category: 'note', exposures: [{ minor, currency: 'EUR' }], group: 'one', adds: true, earlier: [] },
  ...{ blocking: [], attributes: {} },
});
let authority: ReturnType<typeof toyAuthority>;
beforeEach(() => {
  authority = toyAuthority();
});
const standing = (id: string): Standing => authority.people.get(id) ?? toyStanding(id);
const may = (subject: Subject, id: string, claimed?: string[]) =>
  mayCountersign(toyPolicies, subject, authority.now, {
    ...{ subject: id, standing: standing(id) },
    ...(claimed && { claimed }),
  });
/** `delegate` stands in for `from`. */
const standIn = (delegate: string, from: string) => {
  const { person } = standing(from);
  if (!person) throw new Error(`${from} is nobody`);
  const delegation = {
    id: `${from}-${delegate}`,
    from,
    reason: 'away',
    validFrom: '2026-11-01',
    validUntil: '2026-12-01',
  };
  authority.people.set(delegate, { ...standing(delegate), delegations: [{ ...delegation, delegator: person }] });
};
const did = (by: string, duty: Duty = 'receipt'): Act => ({ duty, by, to: 'note 1' });

describe('nobody countersigns', () => {
  it('whom the register does not know, whatever their token claims', () => {
    expect(may(subjectOf(1), 'mallory', ['chief'])).toMatchObject({ permitted: false });
  });

  it('whose token does not claim the role, or no longer (T24)', () => {
    expect(may(subjectOf(1), 'ann', [])).toMatchObject({ permitted: false });
    authority.people.set('ann', toyStanding('ann', toyPerson('ann', 'clerk', { appointments: [] })));
    expect(may(subjectOf(1), 'ann', ['clerk'])).toMatchObject({ permitted: false });
  });

  it('in the agent’s role', () => {
    authority.people.set('bot', toyStanding('bot', toyPerson('bot', 'agent')));
    expect(may(subjectOf(1), 'bot', ['agent'])).toMatchObject({ permitted: false });
  });

  it('in a company to which they are not appointed', () => {
    const appointments = [{ role: 'clerk', companies: ['OTHER'] }];
    authority.people.set('ann', toyStanding('ann', toyPerson('ann', 'clerk', { appointments })));
    expect(may(subjectOf(1), 'ann')).toMatchObject({ permitted: false });
  });

  it('over their limit, alone or as one of two', () => {
    expect(may(subjectOf(10_000), 'ann')).toMatchObject({ permitted: true, action: 'commit' });
    expect(may(subjectOf(10_001), 'ann')).toMatchObject({ permitted: true, action: 'second' });
    expect(may(subjectOf(50_001), 'ann')).toMatchObject({ permitted: false });
  });

  it('what they have a hand in, under any of their names (T3)', () => {
    expect(may(subjectOf(1, [did('ann')]), 'ann')).toMatchObject({
      permitted: false,
      reasons: expect.arrayContaining([expect.stringContaining('receipt: note 1')]),
    });
    authority.people.set('ann', toyStanding('ann', toyPerson('ann', 'clerk', { aliases: ['erp:ann7'] })));
    expect(may(subjectOf(1, [did('erp:ann7', 'vendor-master-change')]), 'ann')).toMatchObject({ permitted: false });
    expect(may(subjectOf(1, [did('ann')]), 'bob')).toMatchObject({ permitted: true });
  });

  it('under limits that they changed themselves', () => {
    const { fourEyes } = authority.now;
    if (!fourEyes) throw new Error('the toy has a threshold');
    authority.now = { ...authority.now, fourEyes: { ...fourEyes, changedBy: ['ann'] } };
    expect(may(subjectOf(1), 'ann')).toMatchObject({ permitted: false });
    expect(may(subjectOf(1), 'bob')).toMatchObject({ permitted: true });
  });

  it.each([
    ['their own name', ['ann']],
    ['another name of theirs', ['erp:ann7']],
  ])('by an appointment of their own that they changed themselves, under %s', (_, changedBy) => {
    const [aliases, others] = [['erp:ann7'], ['dora']];
    authority.people.set('ann', toyStanding('ann', toyPerson('ann', 'clerk', { aliases, changedBy })));
    expect(may(subjectOf(1), 'ann')).toMatchObject({
      permitted: false,
      reasons: [expect.stringContaining('authority-administration'), expect.anything()],
    });
    authority.people.set('ann', toyStanding('ann', toyPerson('ann', 'clerk', { aliases, changedBy: others })));
    expect(may(subjectOf(1), 'ann')).toMatchObject({ permitted: true });
  });

  it('in place of somebody whose appointment they changed themselves', () => {
    const standin = () => {
      authority.people.set('ann', toyStanding('ann', toyPerson('ann', 'clerk', { appointments: elsewhere })));
      standIn('ann', 'cleo');
      return may(subjectOf(1), 'ann');
    };
    const elsewhere = [{ role: 'clerk', companies: ['OTHER'] }];
    expect(standin()).toMatchObject({ permitted: true });
    authority.people.set('cleo', toyStanding('cleo', toyPerson('cleo', 'chief', { changedBy: ['ann'] })));
    expect(standin()).toMatchObject({ permitted: false });
  });
});

describe('who stands in for somebody', () => {
  it('gets the lesser of both roles, and it shows', () => {
    authority.people.set(
      'ann',
      toyStanding('ann', toyPerson('ann', 'clerk', { appointments: [{ role: 'clerk', companies: ['OTHER'] }] })),
    );
    standIn('ann', 'cleo');
    const given = may(subjectOf(10_000), 'ann', ['clerk']);
    expect(given).toMatchObject({
      permitted: true,
      capacity: { role: { id: 'clerk' }, onBehalfOf: { subject: 'cleo' } },
    });
    expect(may(subjectOf(10_001), 'ann', ['clerk'])).toMatchObject({ action: 'second' });
    expect(may(subjectOf(50_001), 'ann', ['clerk'])).toMatchObject({ permitted: false });
  });

  it('has no authority to lend on: no chains', () => {
    standIn('bob', 'cleo');
    authority.people.set('dan', toyStanding('dan', toyPerson('dan', 'clerk', { appointments: [] })));
    standIn('dan', 'bob');
    expect(may(subjectOf(1), 'dan')).toMatchObject({ permitted: false });
  });

  it('inherits what excludes the other: no self-approval by a delegate', () => {
    authority.people.set(
      'ann',
      toyStanding('ann', toyPerson('ann', 'clerk', { appointments: [{ role: 'clerk', companies: ['OTHER'] }] })),
    );
    standIn('ann', 'cleo');
    expect(may(subjectOf(1, [did('cleo')]), 'ann')).toMatchObject({ permitted: false });
    expect(may(subjectOf(1, [did('ann')]), 'ann')).toMatchObject({ permitted: false });
  });
});

describe('four eyes', () => {
  const given = (minor: number, ...ids: string[]) => ids.flatMap((id) => givenBy(may(subjectOf(minor), id)));

  it('are two different people, one of them with the authority for the whole', () => {
    expect(suffices(given(30_000, 'cleo'), 2)).toBe(false);
    expect(suffices(given(30_000, 'cleo', 'cleo'), 2)).toBe(false);
    expect(suffices(given(30_000, 'ann', 'bob'), 2)).toBe(false);
    expect(suffices(given(30_000, 'ann', 'cleo'), 2)).toBe(true);
  });

  it('are not a person and whoever acts in their place', () => {
    standIn('ann', 'cleo');
    authority.people.set('ann', {
      ...standing('ann'),
      person: toyPerson('ann', 'clerk', { appointments: [{ role: 'clerk', companies: ['OTHER'] }] }),
    });
    expect(suffices(given(30_000, 'cleo', 'ann'), 2)).toBe(false);
  });
});
