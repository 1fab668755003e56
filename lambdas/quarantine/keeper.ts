import { KEEPER_ROLES } from '../../statemachines/kernel/quarantine.ts';
import type { Person } from '../review/deps.ts';
import type { QuarantineDeps } from './deps.ts';
import { QuarantineRefusal } from './refusal.ts';

/**
 * Every name of a person who may decide about events in quarantine now: the token claims one of the roles, and the
 * register appoints to the same; nobody stands in for them.
 * @throws QuarantineRefusal not-keeper
 */
export async function requireKeeper(
  { subject, claimed }: Person,
  { standing }: Pick<QuarantineDeps, 'standing'>,
): Promise<readonly string[]> {
  const { person } = await standing(subject);
  const roles = person?.appointments.map(({ role }) => role) ?? [];
  const held = KEEPER_ROLES.filter((role) => claimed.includes(role) && roles.includes(role));
  if (!person || held.length === 0) throw new QuarantineRefusal('not-keeper');
  return [person.id, ...person.aliases];
}
