import { CHANGE_PEOPLE, GOVERNANCE_ROLE } from '../../../../../statemachines/kernel/authority/change.ts';
import { AGENT_ROLE, ANY_COMPANY } from '../../../../../statemachines/kernel/authority/role.ts';
import { type Fault, fault } from '../failure.ts';
import type { Register } from '../register.ts';

/** Roles that take part in no workflow, and of which nobody holds one beside any other. */
const APART: readonly string[] = [GOVERNANCE_ROLE, 'deployer'];

export function* namesAreOnePersons({ people }: Register): Generator<Fault> {
  for (const [index, { id, name, aliases }] of people.entries())
    for (const other of people.slice(index + 1)) {
      const shared = [id, ...aliases].find((one) => one === other.id || other.aliases.includes(one));
      if (shared)
        yield fault(
          'names-are-one-person’s',
          `${name} and ${other.name} are both ${shared}: of two one can't be told apart`,
        );
    }
}

export function* appointmentsAreSound({ people, roles }: Register, companies: readonly string[]): Generator<Fault> {
  const known = new Set([...roles.map(({ id }) => id), ...APART]);
  for (const { name, appointments } of people)
    for (const { role, companies: at } of appointments) {
      if (role === AGENT_ROLE) yield fault('appointments-are-sound', `${name} is appointed to the agent’s role`);
      if (!known.has(role))
        yield fault('appointments-are-sound', `${name} is appointed to ${role}, which is no role in force`);
      for (const company of at.filter((one) => one !== ANY_COMPANY && !companies.includes(one)))
        yield fault('appointments-are-sound', `${name} is ${role} of ${company}, of which nothing else is on file`);
    }
}

/** Who writes the rules, or deploys them, neither approves by them nor does both. */
export function* governanceIsApart({ people }: Register): Generator<Fault> {
  for (const { name, appointments } of people) {
    const roles = [...new Set(appointments.map(({ role }) => role))];
    if (roles.length > 1 && roles.some((role) => APART.includes(role)))
      yield fault('governance-is-apart', `${name} is ${roles.join(' and ')}`);
  }
  const governors = people.filter(({ appointments }) => appointments.some(({ role }) => role === GOVERNANCE_ROLE));
  const needed = Math.max(...Object.values(CHANGE_PEOPLE));
  if (governors.length < needed)
    yield fault(
      'governance-is-apart',
      `a change of the authority takes ${needed} people of ${GOVERNANCE_ROLE}, and there is ${governors.map(({ name }) => name).join(', ') || 'nobody'}`,
    );
}

/** Delegations that run at the moment, and those that never can. */
export function* delegationsAreSound(
  { people, standins, now }: Register,
  onFile: Register['standins'],
): Generator<Fault> {
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? id;
  const rolesOf = (id: string) => people.find((person) => person.id === id)?.appointments.map(({ role }) => role) ?? [];
  const bad = (text: string) => fault('delegations-are-sound', text);
  for (const { id, from, delegate, validFrom, validUntil } of onFile)
    if (validUntil <= validFrom) yield bad(`${id}, ${nameOf(from)} to ${nameOf(delegate)}, ends before it begins`);
  for (const { id, from, delegate } of standins) {
    const said = `${id}: ${nameOf(delegate)} stands in for ${nameOf(from)}`;
    if (from === delegate) yield bad(`${said}, themselves`);
    for (const one of new Set([from, delegate]))
      if (rolesOf(one).length === 0) yield bad(`${said}, and ${nameOf(one)} has no appointment at ${now}`);
    if ([from, delegate].some((one) => rolesOf(one).some((role) => APART.includes(role))))
      yield bad(`${said}: nobody stands in for who governs or deploys, nor they for others`);
    const on = standins.find((next) => next.from === delegate && next.delegate !== delegate && from !== delegate);
    if (on)
      yield bad(`${said}, and at the same time ${nameOf(on.delegate)} for ${nameOf(delegate)}: a chain lends nothing`);
  }
}
