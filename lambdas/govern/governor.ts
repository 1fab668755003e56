import { GOVERNANCE_ROLE } from '../../statemachines/kernel/authority/change.ts';
import type { Caller, GovernDeps } from './deps.ts';
import { GovernRefusal } from './refusal.ts';

/** A person who may change authority data now. */
export interface Governor {
  readonly subject: string;
  /** Every name that they act under. */
  readonly names: readonly string[];
}

/** Roles that nobody may hold beside governance: who deploys, or approves, does not write the rules. */
const APART = (role: string) => role !== GOVERNANCE_ROLE;

/**
 * The token must claim the role, and the register appoint to it and to nothing else; nobody stands in for a governor.
 * @throws GovernRefusal not-governance
 */
export async function requireGovernor({ subject, claimed }: Caller, deps: GovernDeps): Promise<Governor> {
  if (!claimed.includes(GOVERNANCE_ROLE)) throw new GovernRefusal('not-governance');
  return requireAppointed(subject, deps);
}

/**
 * What the register says now of a governor who has acted before.
 * @throws GovernRefusal not-governance
 */
export async function requireAppointed(subject: string, deps: Pick<GovernDeps, 'standing'>): Promise<Governor> {
  const { person } = await deps.standing(subject);
  const roles = person?.appointments.map(({ role }) => role) ?? [];
  if (!person || !roles.includes(GOVERNANCE_ROLE)) throw new GovernRefusal('not-governance');
  const others = roles.filter(APART);
  if (others.length > 0) throw new GovernRefusal('not-governance', `${subject} is also ${others.join(', ')}.`);
  return { subject, names: [person.id, ...person.aliases] };
}
