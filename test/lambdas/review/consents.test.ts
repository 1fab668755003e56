import { beforeEach, describe, expect, it } from 'vitest';
import { claim, handOver } from '../../../lambdas/review/conversation.ts';
import { proposeValue } from '../../../lambdas/review/propose-value.ts';
import type { RefusalKind } from '../../../lambdas/review/refusal.ts';
import type { LedgerEntry } from '../../../statemachines/kernel/ledger-entry.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { refused } from '../../support/refused.ts';
import { toyConsents } from '../../support/toy-consents.ts';
import { toyPerson, toyStanding } from '../../support/toy-workflow.ts';

let toy: ReturnType<typeof toyConsents>;
beforeEach(() => {
  toy = toyConsents();
});

const untouched = async (ref: CaseRef, people = 0) =>
  expect((await toy.entries(ref)).filter(({ actor }) => actor.kind === 'person')).toHaveLength(people);

describe('nobody acts out of turn', () => {
  it.each<[string, string[], string, RefusalKind]>([
    ['who commits, while consents are lacking', [], 'ann', 'out-of-turn'],
    ['who commits, with one consent of the last step lacking', ['sam', 'lea', 'leo'], 'cleo', 'out-of-turn'],
    ['who consents in a later step', ['sam', 'lea'], 'pia', 'out-of-turn'],
    ['who consents beyond the quorum of their role', ['sam'], 'sia', 'out-of-turn'],
    ['who consents when their step is over', ['sam', 'lea', 'leo'], 'lin', 'out-of-turn'],
    ['who consents when all have', ['sam', 'lea', 'leo', 'pia'], 'lin', 'out-of-turn'],
    ['who has no role at all', [], 'mallory', 'not-entitled'],
  ])('%s', async (_, before, who, kind) => {
    const ref = await toy.underReview();
    await toy.all(ref, ...before);
    await refused(kind, toy.ok(ref, who));
    await refused(kind, toy.no(ref, who));
    await refused(kind, claim(toy.person(who), toy.about(ref), toy.run.deciding));
    const value = { ...toy.about(ref), adjustments: { text: 'rent' }, comment: 'a nicer text' };
    await refused(kind, proposeValue(toy.person(who), value, toy.run.deciding));
    await untouched(ref, before.length);
    expect(toy.run.answerer.answers).toEqual([]);
  });

  it('and is told whose turn it is', async () => {
    const ref = await toy.underReview();
    await toy.ok(ref, 'lea');
    await expect(toy.ok(ref, 'ann')).rejects.toMatchObject({
      reasons: ['Now it takes the consent of security (0 of 1), legal (1 of 2).'],
    });
  });

  it('in the very moment of the write: of two for the last place of a quorum one is told so', async () => {
    const ref = await toy.underReview();
    const both = await Promise.allSettled([toy.ok(ref, 'sam'), toy.ok(ref, 'sia')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { kind: 'out-of-turn' } });
  });

  it('nor is it handed to who is not asked', async () => {
    const ref = await toy.underReview();
    const to = (id: string) => handOver(toy.person('sam'), { ...toy.about(ref), to: id }, toy.run.deciding);
    await refused('not-entitled', to('pia'));
    await refused('not-entitled', to('ann'));
    expect((await to('lea')).body).toMatchObject({ to: 'lea' });
  });
});

describe('a consent is refused', () => {
  it.each([
    ['without the token’s claim of the role', 'lea', ['clerk', 'chief']],
    ['with no claim at all', 'lea', []],
    ['with the claim of a role that the register does not know of them', 'ann', ['security', 'legal']],
  ])('%s', async (_, who, claimed) => {
    const ref = await toy.underReview();
    await refused('not-entitled', toy.ok(ref, who, claimed));
    await untouched(ref);
  });

  it('of who is appointed in another company', async () => {
    const ref = await toy.underReview();
    const elsewhere = toyPerson('lea', '', { appointments: [{ role: 'legal', companies: ['OTHER'] }] });
    toy.run.authority.people.set('lea', toyStanding('lea', elsewhere));
    await refused('not-entitled', toy.ok(ref, 'lea'));
  });

  it('of who was taken off the register, in the very transaction too', async () => {
    const ref = await toy.underReview();
    toy.run.memory.versions.set('person#sam', 2);
    await refused('not-entitled', toy.ok(ref, 'sam'));
    toy.run.authority.people.set('sam', toyStanding('sam'));
    await refused('not-entitled', toy.ok(ref, 'sam'));
  });

  it('of the agent, whatever the register says of it', async () => {
    toy.run.authority.people.set('bot', toyStanding('bot', toyPerson('bot', 'agent')));
    const ref = await toy.underReview();
    await refused('not-entitled', toy.ok(ref, 'bot', ['agent', 'security', 'legal']));
    toy.run.authority.specialists = toy.run.authority.specialists.map((role) => ({ ...role, rank: 0 }));
    await refused('not-entitled', toy.ok(ref, 'sam'));
  });

  it('of who has a hand in it, and of who stands in for them', async () => {
    const ref = await toy.underReview(undefined, { number: 'A1', cents: 2_000, by: 'lea' });
    await refused('not-entitled', toy.ok(ref, 'lea'));
    standsIn('leo', 'lea');
    const { entry } = await toy.ok(ref, 'leo');
    expect(entry.body).toMatchObject({ role: 'legal', names: ['leo'] });
  });

  it('of who administers the role that consents', async () => {
    const { specialists } = toy.run.authority;
    toy.run.authority.specialists = specialists.map((role) => ({ ...role, changedBy: ['sam'] }));
    const ref = await toy.underReview();
    await refused('not-entitled', toy.ok(ref, 'sam'));
    expect(await toy.tried(ref, 'sia')).toBe('consent');
  });

  it('while a stop is in force', async () => {
    const ref = await toy.underReview();
    const [all] = toy.run.authority.now.stops;
    if (all) toy.run.authority.now = { ...toy.run.authority.now, stops: [{ ...all, stopped: true }] };
    await refused('stopped', toy.ok(ref, 'sam'));
  });

  it('when the review is over: silence is no consent', async () => {
    const ref = await toy.underReview();
    await toy.all(ref, 'sam', 'lea', 'leo', 'pia');
    await toy.run.outOfTime(ref);
    await refused('expired', toy.ok(ref, 'ann'));
  });
});

function standsIn(delegate: string, from: string): void {
  const { people } = toy.run.authority;
  const of = people.get(from)?.person;
  const standing = people.get(delegate);
  if (!of || !standing) throw new Error('nobody to stand in');
  const dates = { validFrom: '2026-11-01T00:00:00.000Z', validUntil: '2026-12-31T00:00:00.000Z' };
  const delegation = { id: 'd1', from, reason: 'away', ...dates, delegator: of };
  people.set(delegate, { ...standing, delegations: [delegation] });
}

describe('each is another person', () => {
  it('so that nobody consents twice: it is answered what was recorded', async () => {
    const ref = await toy.underReview();
    const first = await toy.ok(ref, 'lea');
    expect((await toy.ok(ref, 'lea')).entry).toEqual(first.entry);
    await untouched(ref, 1);
    expect((await toy.review(ref)).open).toMatchObject([{ role: 'security' }, { role: 'legal', given: 1 }]);
  });

  it('nor in two roles, though they hold both', async () => {
    const ref = await toy.underReview();
    await toy.all(ref, 'eve', 'lea', 'leo');
    const { entry, review } = await toy.ok(ref, 'eve');
    expect(entry.body).toMatchObject({ role: 'security' });
    expect(review.open).toMatchObject([{ role: 'privacy', given: 0 }]);
  });

  it('nor commits after a consent, nor is the second of two', async () => {
    const ref = await toy.underReview([{ role: 'legal', people: 1, step: 1 }], { number: 'A1', cents: 30_000 });
    await toy.all(ref, 'dan', 'cleo');
    const { entry, review } = await toy.ok(ref, 'dan');
    expect(entry.body['action']).toBe('consent');
    expect(review.state).toBe('open');
    expect((await toy.ok(ref, 'ann')).review.state).toBe('approved');
  });

  it('nor for whom somebody stands in who has consented', async () => {
    const ref = await toy.underReview([{ role: 'legal', people: 2, step: 1 }]);
    await toy.ok(ref, 'lea');
    standsIn('leo', 'lea');
    const only = toyPerson('leo', '', { appointments: [{ role: 'legal', companies: ['OTHER'] }] });
    const standing = toy.run.authority.people.get('leo');
    if (standing) toy.run.authority.people.set('leo', { ...standing, person: only });
    await refused('already-countersigned', toy.ok(ref, 'leo'));
    expect(await toy.tried(ref, 'lin')).toBe('consent');
  });
});

describe('a review with consents', () => {
  it('takes them in parallel and in sequence, each with its quorum, then who commits, and is posted', async () => {
    const ref = await toy.underReview();
    const open = async () => (await toy.review(ref)).open.map(({ role, given }) => `${role} ${given}`);
    expect(await open()).toEqual(['security 0', 'legal 0']);
    await toy.ok(ref, 'leo');
    expect(await open()).toEqual(['security 0', 'legal 1']);
    await toy.ok(ref, 'sia');
    expect(await open()).toEqual(['legal 1']);
    await toy.ok(ref, 'lin');
    expect(await open()).toEqual(['privacy 0']);
    await toy.ok(ref, 'pia');
    expect(await open()).toEqual([]);
    expect(toy.run.answerer.answers).toEqual([]);
    expect((await toy.ok(ref, 'ann')).review.state).toBe('approved');
    expect(toy.run.answerer.answers).toMatchObject([{ output: { verdict: 'approved', digest: ref.digest } }]);
  });

  it('writes a consent as any approval, with role and digest, for as long as the review may take', async () => {
    const ref = await toy.underReview();
    const { entry } = await toy.ok(ref, 'lea', ['legal']);
    expect(entry).toMatchObject({
      ...{ stage: 'approved', writer: 'countersign', actor: { kind: 'person', id: 'lea' } },
      body: { action: 'consent', role: 'legal', digest: ref.digest, names: ['lea'], claimed: ['legal'] },
    });
    const day = 86_400 + 60;
    expect(Date.parse(String(entry.body['validUntil'])) - Date.parse('2026-11-24T09:00:00Z')).toBe(day * 1000);
  });

  it('is rejected by who is asked for consent, with the reason', async () => {
    const ref = await toy.underReview();
    const { entry, review } = await toy.no(ref, 'sam');
    expect(entry.body).toMatchObject({ role: 'security', reason: 'no' });
    expect(review.state).toBe('rejected');
  });

  it('lets somebody consent in the place of another of the same role', async () => {
    const ref = await toy.underReview();
    const away = toyPerson('leo', '', { appointments: [{ role: 'legal', companies: ['OTHER'] }] });
    toy.run.authority.people.set('leo', toyStanding('leo', away));
    await refused('not-entitled', toy.ok(ref, 'leo'));
    standsIn('leo', 'lea');
    const { entry } = await toy.ok(ref, 'leo');
    expect(entry.body).toMatchObject({ onBehalfOf: { subject: 'lea' }, names: ['leo', 'lea'] });
    standsIn('ann', 'lin');
    await refused('out-of-turn', toy.ok(ref, 'ann'));
  });

  it('goes on by the clock of the whole: a reminder and the next role, while somebody consents', async () => {
    let ref = await toy.underReview();
    for (const hours of [1, 2]) {
      toy.run.clock.advance(hours * 3_600_000);
      ref = await toy.run.timedOut(ref);
    }
    await toy.all(ref, 'sam', 'lea', 'leo', 'pia');
    expect(await toy.review(ref)).toMatchObject({ state: 'open', asked: 'chief', open: [] });
  });
});

it('a changed proposal voids every consent', async () => {
  const ref = await toy.underReview();
  await toy.all(ref, 'sam', 'lea');
  const value = { ...toy.about(ref), adjustments: { text: 'rent' }, comment: 'a nicer text' };
  await proposeValue(toy.person('leo'), value, toy.run.deciding);
  const anew = await toy.run.toDecision({ ...ref, visit: 1 });
  expect(anew.digest).not.toBe(ref.digest);
  await toy.run.open(anew);
  const { open, approvals } = await toy.review(anew);
  expect(open).toMatchObject([
    { role: 'security', given: 0 },
    { role: 'legal', given: 0 },
  ]);
  expect(approvals).toEqual([]);
  await refused('digest-changed', toy.ok({ ...ref }, 'lin'));
  await refused('not-entitled', toy.ok(anew, 'leo'));
  await toy.all(anew, 'sam', 'lea', 'lin', 'pia', 'ann');
  expect((await toy.review(anew)).state).toBe('approved');
});

it('of the same proposal decided anew no consent of before counts', async () => {
  const ref = await toy.underReview();
  await toy.all(ref, 'sam', 'lea', 'leo', 'pia');
  const { body, evidence, workflow, actor } = (await toy.entries(ref)).find(
    ({ stage }) => stage === 'decided',
  ) as LedgerEntry;
  const again = { entryKey: '1/2/Decide', stage: 'decided' as const, body: { ...body, visit: 2 }, evidence };
  await toy.run.append('decide', ref.caseId, { ...again, workflow, actor });
  await toy.run.open({ ...ref, visit: 2 });
  expect((await toy.review(ref)).open).toMatchObject([{ given: 0 }, { given: 0 }]);
  expect(await toy.tried(ref, 'ann')).toBe('out-of-turn');
});
