import type { Person } from '../../../statemachines/kernel/authority/person.ts';
import { AGENT_RANK, ANY_COMPANY, type Role } from '../../../statemachines/kernel/authority/role.ts';
import type { Standing } from './snapshot.ts';

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
