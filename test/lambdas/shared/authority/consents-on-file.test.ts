import { expect, it } from 'vitest';
import { keysOf, snapshotOf } from '../../../../lambdas/shared/adapters/dynamo-authority.ts';
import { scopeOf } from '../../../../lambdas/shared/authority/scope.ts';
import { toyWorkflow } from '../../../support/toy-workflow.ts';

const NOW = '2026-11-24T09:00:00.000Z';
const roleFrom = (id: string, validFrom: string): [string, Record<string, unknown>] => [
  `role#${id}`,
  { kind: 'role', version: 1, changedBy: [], terms: [{ id, rank: 1, limits: [], validFrom }] },
];
const items = new Map([
  roleFrom('clerk', '2026-01-01T00:00:00.000Z'),
  roleFrom('legal', '2026-01-01T00:00:00.000Z'),
  roleFrom('privacy', '2026-12-01T00:00:00.000Z'),
]);
const of = (...roles: string[]) => {
  const consents = roles.map((role) => ({ role, people: 1, step: 1 }));
  return scopeOf(toyWorkflow, { company: 'ACME', stops: [], consents });
};

it('a role that will be in force, or is not on file, is none that consents', () => {
  expect(snapshotOf(items, of('security', 'privacy'), NOW).consents).toEqual([]);
});

it('what is read is the roles that are asked, apart from the ladder', () => {
  const { roles, consents } = snapshotOf(items, of('legal'), NOW);
  expect(roles.map(({ id }) => id)).toEqual(['clerk']);
  expect(consents).toMatchObject([{ id: 'legal', limits: [] }]);
  expect(keysOf(of('legal'))).toContain('role#legal');
});

it('nothing besides is read or known where nobody is asked', () => {
  expect(Object.keys(snapshotOf(items, of(), NOW))).not.toContain('consents');
  expect(keysOf(of())).not.toContain('role#legal');
});
