import type { Consent } from '../../../statemachines/kernel/authority/consents.ts';
import { AGENT_RANK, type Role } from '../../../statemachines/kernel/authority/role.ts';
import { judge, type Verdict } from './judge.ts';
import type { PolicySet } from './policy-set.ts';
import { type Action, needsFourEyes, questionOf, type Subject } from './question.ts';
import type { AuthoritySnapshot } from './snapshot.ts';

/** Who may commit, and what policy said of everyone below. */
export interface Ruling {
  readonly route: 'auto' | 'review' | 'park';
  /** The least role that is permitted alone. */
  readonly role?: string;
  /** How many different people must countersign; and from which role upwards the second one may come. */
  readonly approvals?: 1 | 2;
  readonly second?: string;
  readonly policies: readonly string[];
  readonly tried: readonly Tried[];
}

export interface Tried {
  readonly role: string;
  readonly action: Action;
  readonly verdict: Verdict;
}

/**
 * The agent alone if it is permitted, else the least role that is; nobody means the case is parked (T4, T10). So it is
 * where a role must consent that is not in force, or may not.
 */
export function ruleOn(set: PolicySet, subject: Subject, authority: AuthoritySnapshot): Ruling {
  const tried: Tried[] = [];
  const permits = (role: Role, action: Action) => {
    const principal = { type: 'Role', id: role.id, role, conflicts: [] } as const;
    const verdict = judge(set, questionOf(subject, authority, principal, action));
    tried.push({ role: role.id, action, verdict });
    return verdict.permitted;
  };
  const role = authority.roles.find((candidate) => permits(candidate, 'commit'));
  const policies = [...new Set(tried.flatMap(({ verdict }) => verdict.policies))];
  if (!role) return { route: 'park', policies, tried };
  const permitting = tried.at(-1)?.verdict.policies ?? [];
  if (role.rank === AGENT_RANK) return { route: 'auto', role: role.id, policies: permitting, tried };
  const mayConsent = ({ role: id }: Consent) =>
    authority.consents?.some((one) => one.id === id && permits(one, 'consent')) ?? false;
  if (!(subject.consents ?? []).every(mayConsent)) return { route: 'park', policies, tried };
  const whyNotAlone = tried[0]?.role === role.id ? [] : (tried[0]?.verdict.policies ?? []);
  const found = { role: role.id, policies: [...permitting, ...whyNotAlone], tried };
  if (!needsFourEyes(subject, authority)) return { route: 'review', approvals: 1, ...found };
  const people = authority.roles.filter(({ rank }) => rank > AGENT_RANK);
  const second = people.find((candidate) => permits(candidate, 'second') || permits(candidate, 'commit'));
  if (!second) return { route: 'park', policies, tried };
  return { route: 'review', approvals: 2, second: second.id, ...found };
}
