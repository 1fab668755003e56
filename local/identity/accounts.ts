import { SAMPLE_PEOPLE } from '../authority/people.ts';

/** The claim in which the local provider says what somebody is, and how its values are called there. */
export const SAMPLE_ROLES_CLAIM = 'roles';
const nameOf = (role: string) => `countersign.${role}`;

/** Value of the claim → role, for every role that a sample person is appointed to; the agent's is nobody's. */
export const SAMPLE_ROLE_MAP: Readonly<Record<string, string>> = Object.fromEntries(
  SAMPLE_PEOPLE.flatMap(([, , , appointments]) => appointments.map(([role]) => [nameOf(role), role])),
);

/** A sample person as the local provider knows them, by subject. */
export function sampleAccount(subject: string) {
  const found = SAMPLE_PEOPLE.find(([id]) => id === subject);
  if (!found) return undefined;
  const [accountId, , , appointments] = found;
  return { accountId, roles: appointments.map(([role]) => nameOf(role)), claims: () => ({ sub: accountId }) };
}

/** The same, also by the short form of the subject: `amara` for `person-amara`. */
export function sampleAccountNamed(name: string) {
  return sampleAccount(name) ?? sampleAccount(`person-${name}`);
}
