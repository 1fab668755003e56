import { ANY_COMPANY } from '../../statemachines/kernel/authority/role.ts';
import { ORDER } from '../../statemachines/kernel/order.ts';
import { KEEPER_ROLES, QUARANTINE } from '../../statemachines/kernel/quarantine.ts';
import { RECONCILIATION } from '../../statemachines/kernel/reconciliation.ts';
import { type Candidate, type Capacity, capacitiesOf } from '../shared/authority/capacities.ts';
import type { ExceptionsDeps } from './deps.ts';

/** In which role somebody handles the exceptions of a case. */
export interface Handling extends Pick<Capacity, 'names' | 'appointedBy' | 'onBehalfOf'> {
  readonly role: string;
  /** Whether they may end one by a statement, besides looking and assigning. */
  readonly states: boolean;
}

export interface Whose {
  readonly slug: string;
  /** Of the case's company; of one that nobody knows, only who holds their role in all companies. */
  readonly company?: string | undefined;
}

/**
 * How somebody may handle exceptions of a company's cases: with any role of people of the workflow in that company; to
 * look and to assign, as its operations, too. Events in quarantine, and those that wait for an earlier one, are their keepers'; of a document that no case has,
 * the role `governance` says whether it may stay. None is no.
 * @throws CountersignError Transient
 */
export async function handlingsOf(
  candidate: Candidate,
  { slug, company = ANY_COMPANY }: Whose,
  { workflowOf, authority }: Pick<ExceptionsDeps, 'workflowOf' | 'authority'>,
): Promise<readonly Handling[]> {
  if (slug === QUARANTINE.slug || slug === ORDER.slug) return appointed(candidate, KEEPER_ROLES);
  if (slug === RECONCILIATION.slug)
    return appointed(candidate, KEEPER_ROLES).map((found) => ({ ...found, states: found.role === 'governance' }));
  const { roles } = workflowOf(slug).authority;
  const read = await authority.read({ workflow: slug, roles, company, stops: [] });
  const own = capacitiesOf(candidate, read.roles, company).map(({ role, names, appointedBy, onBehalfOf }) => ({
    ...{ role: role.id, names, appointedBy, states: true },
    ...(onBehalfOf && { onBehalfOf }),
  }));
  return [...own, ...appointed(candidate, ['operations'], company)];
}

/** By the register, and by the token where there is one; nobody stands in for them. */
function appointed({ claimed, standing }: Candidate, wanted: readonly string[], company?: string): Handling[] {
  const { person } = standing;
  if (!person) return [];
  const covered = (companies: readonly string[]) =>
    company === undefined || companies.includes(company) || companies.includes(ANY_COMPANY);
  return person.appointments
    .filter(({ role }) => wanted.includes(role) && (!claimed || claimed.includes(role)))
    .filter(({ companies }) => covered(companies))
    .map(({ role }) => ({
      ...{ role, names: [person.id, ...person.aliases], appointedBy: person.changedBy, states: false },
    }));
}
