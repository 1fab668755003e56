import { AGENT_ROLE } from '../../statemachines/kernel/authority/role.ts';
import type { Ruling } from '../shared/authority/decide-route.ts';
import { judge } from '../shared/authority/judge.ts';
import type { PolicySet } from '../shared/authority/policy-set.ts';
import { questionOf, type Subject } from '../shared/authority/question.ts';
import type { AuthoritySnapshot } from '../shared/authority/snapshot.ts';

/** Whom the AI would ask, beside whom policy asks. */
export type Recommended = {
  readonly roles: string[];
  /** The very roles that policy asks. */
  readonly agreed: boolean;
  /** Those that policy would not let countersign it: recommending them is a deviation, and changes nothing. */
  readonly outside: string[];
};

interface Ruled {
  readonly ruling: Ruling;
  readonly subject: Subject;
  readonly authority: AuthoritySnapshot;
  readonly policies: PolicySet;
}

/** Holds a recommendation against the ruling; the ruling does not know of it. */
export function heldAgainst(recommended: readonly string[], ruled: Ruled): Recommended {
  const roles = [...new Set(recommended)].sort();
  const asked = askedBy(ruled.ruling);
  return {
    roles,
    agreed: roles.length === asked.size && roles.every((role) => asked.has(role)),
    outside: roles.filter((role) => !asked.has(role) && !mayCountersign(role, ruled)),
  };
}

/** The agent's own decision asks nobody. */
function askedBy({ role, second }: Ruling): ReadonlySet<string> {
  return new Set([role, second].flatMap((id) => (id === undefined || id === AGENT_ROLE ? [] : id)));
}

function mayCountersign(id: string, { subject, authority, policies }: Ruled): boolean {
  const role = authority.roles.find((one) => one.id === id);
  if (!role || id === AGENT_ROLE) return false;
  const principal = { type: 'Role', id, role, conflicts: [] } as const;
  const actions = ['commit', 'second'] as const;
  return actions.some((action) => judge(policies, questionOf(subject, authority, principal, action)).permitted);
}
