import { AGENT_ROLE } from '../../statemachines/kernel/authority/role.ts';
import { judge } from '../shared/authority/judge.ts';
import { questionOf } from '../shared/authority/question.ts';
import type { Ruled } from './rule-on-proposal.ts';

/** Whom the AI would ask, beside whom policy asks. */
export type Recommended = {
  readonly roles: string[];
  /** The very roles that policy asks. */
  readonly agreed: boolean;
  /** Those that policy would not let countersign it: recommending them is a deviation, and changes nothing. */
  readonly outside: string[];
};

type Held = Pick<Ruled, 'ruling' | 'subject' | 'authority' | 'policies'>;

/** Holds a recommendation against the ruling; the ruling does not know of it. */
export function heldAgainst(recommended: readonly string[], ruled: Held): Recommended {
  const roles = [...new Set(recommended)].sort();
  const asked = askedBy(ruled);
  return {
    roles,
    agreed: roles.length === asked.size && roles.every((role) => asked.has(role)),
    outside: roles.filter((role) => !asked.has(role) && !mayCountersign(role, ruled)),
  };
}

/** The agent's own decision asks nobody; whoever must consent is asked, too. */
function askedBy({ ruling: { role, second }, subject: { consents = [] } }: Held): ReadonlySet<string> {
  const ids = [role, second, ...consents.map((consent) => consent.role)];
  return new Set(ids.flatMap((id) => (id === undefined || id === AGENT_ROLE ? [] : id)));
}

function mayCountersign(id: string, { subject, authority, policies }: Held): boolean {
  const role = authority.roles.find((one) => one.id === id);
  if (!role || id === AGENT_ROLE) return false;
  const principal = { type: 'Role', id, role, conflicts: [] } as const;
  const actions = ['commit', 'second'] as const;
  return actions.some((action) => judge(policies, questionOf(subject, authority, principal, action)).permitted);
}
