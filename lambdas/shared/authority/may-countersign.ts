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
      const may = mayAct(set, subject, authority, { candidate, capacity, action });
      if (may.permitted) return may;
      reasons.push(...may.reasons);
    }
  }
  return { permitted: false, reasons: [...new Set(reasons)] };
}

interface Acting {
  readonly candidate: Pick<Candidate, 'subject'>;
  readonly capacity: Capacity;
  readonly action: Action;
}

/** May this person act so in this capacity? */
export function mayAct(
  set: PolicySet,
  subject: Subject,
  authority: AuthoritySnapshot,
  { candidate, capacity, action }: Acting,
): Entitlement {
  const conflicts = conflictsOf(capacity, subject, authority);
  const principal = { type: 'Person', id: candidate.subject, role: capacity.role, conflicts } as const;
  const verdict = judge(set, questionOf(subject, authority, principal, action));
  if (verdict.permitted) return { permitted: true, action, capacity, verdict, reasons: [] };
  const why = [...conflicts, ...verdict.policies, ...verdict.errors].join(', ') || 'no policy permits it';
  return { permitted: false, reasons: [`${capacity.role.id}, ${action}: ${why}`] };
}
