import { describe, expect, it } from 'vitest';
import { judge } from '../../../../lambdas/shared/authority/judge.ts';
import { mayConsent } from '../../../../lambdas/shared/authority/may-consent.ts';
import { questionOf, type Subject } from '../../../../lambdas/shared/authority/question.ts';
import { AGENT_ROLE, type Role } from '../../../../statemachines/kernel/authority/role.ts';
import { toyAuthority, toyPerson, toyPolicies, toyStanding } from '../../../support/toy-workflow.ts';

const CONSENTS = [{ role: 'legal', people: 1, step: 1 }];
const subject: Subject = {
  ...{ namespace: 'Toy', resource: 'Note', id: 'f'.repeat(64), company: 'ACME', today: '2026-11-24' },
  measure: { category: 'note', exposures: [{ minor: 5, currency: 'EUR' }], group: 'A', adds: true, earlier: [] },
  ...{ blocking: [], attributes: {}, duty: 'invoice-approval', acts: [], stops: [], consents: CONSENTS },
  assessment: { confidence: 1, anomalies: [] },
};
const { now, specialists } = toyAuthority();
const authority = { ...now, consents: specialists };
const permitted = (role: Role, of: Subject, action: 'commit' | 'consent') =>
  judge(toyPolicies, questionOf(of, authority, { type: 'Role', id: role.id, role, conflicts: [] }, action)).permitted;
const roleOf = (id: string) => {
  const role = [...authority.roles, ...specialists].find((one) => one.id === id);
  if (!role) throw new Error(`there is no ${id}`);
  return role;
};
const may = (id: string, roles: string[], person = toyPerson(id, 'legal'), claimed = ['legal', 'clerk']) =>
  mayConsent(toyPolicies, subject, authority, { subject: id, claimed, standing: toyStanding(id, person) }, roles);

describe('the agent', () => {
  it('never consents, though the workflow’s policy permits it everything', () => {
    const { consents: _, ...without } = subject;
    expect(permitted(roleOf(AGENT_ROLE), subject, 'consent')).toBe(false);
    expect(permitted(roleOf(AGENT_ROLE), without, 'consent')).toBe(false);
  });

  it('commits nothing that takes somebody’s consent, and the same without it', () => {
    const { consents: _, ...without } = subject;
    expect(permitted(roleOf(AGENT_ROLE), subject, 'commit')).toBe(false);
    expect(permitted(roleOf(AGENT_ROLE), without, 'commit')).toBe(true);
  });
});

describe('nobody consents', () => {
  it.each([
    ['without an appointment', may('lea', ['legal'], toyPerson('lea', 'clerk'))],
    ['without the claim', may('lea', ['legal'], undefined, ['clerk'])],
    ['in a role that is not asked', may('lea', ['privacy'])],
    ['in no role', may('lea', [])],
    ['in a role of the ladder', may('ann', ['clerk'], toyPerson('ann', 'clerk'))],
  ])('%s', (_, { permitted: allowed, reasons }) => {
    expect(allowed).toBe(false);
    expect(reasons).not.toEqual([]);
  });
});

it('somebody consents whatever the amount and the assessment, and commits nothing by it', () => {
  const { assessment: _, ...unassessed } = subject;
  const large = { ...unassessed, measure: { ...subject.measure, exposures: [{ minor: 9_000_000, currency: 'EUR' }] } };
  expect(may('lea', ['privacy', 'legal'])).toMatchObject({ action: 'consent', capacity: { role: { id: 'legal' } } });
  expect([subject, large].map((of) => permitted(roleOf('legal'), of, 'consent'))).toEqual([true, true]);
  expect([subject, large].map((of) => permitted(roleOf('legal'), of, 'commit'))).toEqual([false, false]);
});
