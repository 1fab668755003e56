import { describe, expect, it } from 'vitest';
import { judge, remembering } from '../../../../lambdas/shared/authority/judge.ts';
import { type Question, questionOf } from '../../../../lambdas/shared/authority/question.ts';
import { toyAuthority, toyPolicies, toyWorkflow } from '../../../support/toy-workflow.ts';

const { namespace, resource, duty } = toyWorkflow.authority;
const subject = {
  ...{ namespace, resource, duty, acts: [], stops: [], id: 'f'.repeat(64), company: 'ACME', today: '2026-11-24' },
  measure: { category: 'note', exposures: [{ minor: 1, currency: 'EUR' }], group: 'one', adds: true, earlier: [] },
  ...{ blocking: [], attributes: {}, assessment: { confidence: 1, anomalies: [] } },
};

function asked(): Question {
  const { now } = toyAuthority();
  const clerk = now.roles.find(({ id }) => id === 'clerk');
  if (!clerk) throw new Error('the toy has a clerk');
  const question = questionOf(subject, now, { type: 'Role', id: 'clerk', role: clerk, conflicts: [] }, 'commit');
  if (typeof question === 'string') throw new Error(question);
  return question;
}

describe('Cedar permits nothing', () => {
  it.each([
    ['that could not be asked', toyPolicies, 'no rate'],
    ['without policies (T10)', { ...toyPolicies, policies: {} }, asked()],
    ['when a policy can’t be read', { ...toyPolicies, policies: { one: 'permit (' } }, asked()],
    ['when the schema can’t be read', { ...toyPolicies, schema: 'entity' }, asked()],
    ['that the schema does not know', toyPolicies, { ...asked(), attributes: { ...asked().attributes, more: 1 } }],
    [
      'with an attribute of another type (T1)',
      toyPolicies,
      { ...asked(), context: { ...asked().context, stopped: 'no' } },
    ],
  ])('%s', (_, set, question) => expect(judge(set, question).permitted).toBe(false));
});

it.each([
  ['', toyPolicies],
  [', with answers that are kept', remembering(toyPolicies)],
])('each set of policies answers for itself, whichever was asked before%s', (_, set) => {
  const barred = { ...set, policies: { ...set.policies, all: 'forbid (principal, action, resource);' } };
  for (const sets of [
    [set, barred],
    [set, remembering(barred)],
  ] as const)
    for (const [one, other] of [sets, sets]) {
      expect(judge(one, asked())).toEqual({ permitted: true, policies: ['person-approves'], errors: [] });
      expect(judge(one, { ...asked(), limits: { rank: 1, limit: 0, second: 0 } }).permitted).toBe(false);
      expect(judge(other, asked())).toEqual({ permitted: false, policies: ['all'], errors: [] });
    }
});
