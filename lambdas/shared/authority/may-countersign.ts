import { opposedTo } from '../../../statemachines/kernel/authority/duties.ts';
import type { Person } from '../../../statemachines/kernel/authority/person.ts';
import { AGENT_RANK, ANY_COMPANY, type Role } from '../../../statemachines/kernel/authority/role.ts';
import { judge, type Verdict } from './judge.ts';
import type { PolicySet } from './policy-set.ts';
import { type Action, questionOf, type Subject } from './question.ts';
import type { AuthoritySnapshot, Standing } from './snapshot.ts';

/** Somebody who wants to countersign, with what the register says of them now. */
export interface Candidate {
  readonly subject: string;
  /** Roles that their token claims; `undefined` where there is no token any more, and the register alone counts. */
  readonly claimed?: readonly string[];
  readonly standing: Standing;
}

/** In which role, and in whose place. */
export interface Capacity {
  readonly role: Role;
  readonly onBehalfOf?: { readonly subject: string; readonly delegation: string };
  /** Every name under which this capacity's people have acted: theirs, and those of whom they stand in for. */
  readonly names: readonly string[];
  /** Who made the appointments that it rests on. */
  readonly appointedBy: readonly string[];
}

export interface Entitlement {
  readonly permitted: boolean;
  readonly action?: Action;
  readonly capacity?: Capacity;
  readonly verdict?: Verdict;
  /** Why not, one line a capacity and action; empty if permitted. */
  readonly reasons: readonly string[];
}

/** Everyone's names of this person, in our register and in the systems of record. */
const namesOf = ({ id, aliases }: Person) => [id, ...aliases];

/**
 * The capacities of a person in a company, the highest role first, their own before those of others. Standing in for
 * somebody gives the lesser of both roles, and only what the other holds by appointment: no chains.
 */
export function capacitiesOf(
  { claimed, standing }: Candidate,
  roles: readonly Role[],
  company: string,
): readonly Capacity[] {
  const { person, delegations } = standing;
  if (!person) return [];
  const mine = held(person, roles).filter(({ role }) => !claimed || claimed.includes(role.id));
  const own = mine
    .filter(covers(company))
    .map(({ role }) => ({ role, names: namesOf(person), appointedBy: person.changedBy }));
  const highest = mine[0]?.role;
  const lent = delegations.flatMap(({ id, delegator }) => {
    const theirs = held(delegator, roles).find(covers(company))?.role;
    if (!theirs || !highest) return [];
    const role = theirs.rank < highest.rank ? theirs : highest;
    const onBehalfOf = { subject: delegator.id, delegation: id };
    const appointedBy = [...person.changedBy, ...delegator.changedBy];
    return [{ role, onBehalfOf, names: [...namesOf(person), ...namesOf(delegator)], appointedBy }];
  });
  return [...own, ...lent];
}

const covers =
  (company: string) =>
  ({ companies }: { companies: readonly string[] }) =>
    companies.includes(company) || companies.includes(ANY_COMPANY);

/** A person's appointments, the highest role first; nobody is appointed to the agent's. */
function held({ appointments }: Person, roles: readonly Role[]) {
  return appointments
    .flatMap(({ role: id, companies }) =>
      roles.filter((role) => role.id === id && role.rank > AGENT_RANK).map((role) => ({ role, companies })),
    )
    .toSorted((a, b) => b.role.rank - a.role.rank);
}

/** What keeps these people from a duty: what they did before, or who they are to the case. */
export function conflictsOf(
  { names, appointedBy }: Pick<Capacity, 'names' | 'appointedBy'>,
  { duty: wanted, acts }: Pick<Subject, 'duty' | 'acts'>,
  authority: AuthoritySnapshot,
) {
  const opposed = opposedTo(wanted);
  const mine = (by: string) => names.includes(by);
  const did = acts.filter(({ duty, by }) => opposed.has(duty) && mine(by));
  const { roles, materiality, fourEyes, autonomy } = authority;
  const changed = [...roles, materiality, fourEyes, autonomy].some((item) => item?.changedBy.some(mine));
  const administered = [
    ...(changed ? ['the limits in force'] : []),
    ...(appointedBy.some(mine) ? ['the appointment that it rests on'] : []),
  ];
  return [
    ...did.map(({ duty, to }) => `${duty}: ${to}`),
    ...(opposed.has('authority-administration') ? administered.map((what) => `authority-administration: ${what}`) : []),
  ];
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
