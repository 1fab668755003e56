import { type Candidate, type Capacity, capacitiesOf } from './capacities.ts';
import { conflictsOf } from './conflicts.ts';
import { judge, type Verdict } from './judge.ts';
import type { PolicySet } from './policy-set.ts';
import { type Action, questionOf, type Subject } from './question.ts';
import type { AuthoritySnapshot } from './snapshot.ts';

export interface Entitlement {
  readonly permitted: boolean;
  readonly action?: Action;
  readonly capacity?: Capacity;
  readonly verdict?: Verdict;
  /** Why not, one line a capacity and action; empty if permitted. */
  readonly reasons: readonly string[];
}

/** May this person countersign, alone or as one of two? The first capacity in which policy permits it. */
export function mayCountersign(
  set: PolicySet,
  subject: Subject,
  authority: AuthoritySnapshot,
  candidate: Candidate,
): Entitlement {
  const capacities = capacitiesOf(candidate, authority.roles, subject.company);
  if (capacities.length === 0) return { permitted: false, reasons: ['no role in this company'] };
  const reasons: string[] = [];
  for (const action of ['commit', 'second'] as const) {
    for (const capacity of capacities) {
      const conflicts = conflictsOf(capacity, subject, authority);
      const principal = { type: 'Person', id: candidate.subject, role: capacity.role, conflicts } as const;
      const verdict = judge(set, questionOf(subject, authority, principal, action));
      if (verdict.permitted) return { permitted: true, action, capacity, verdict, reasons: [] };
      const why = [...conflicts, ...verdict.policies, ...verdict.errors].join(', ') || 'no policy permits it';
      reasons.push(`${capacity.role.id}, ${action}: ${why}`);
    }
  }
  return { permitted: false, reasons: [...new Set(reasons)] };
}
