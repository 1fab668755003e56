import { type Candidate, capacitiesOf } from './capacities.ts';
import { type Entitlement, mayAct } from './may-countersign.ts';
import type { PolicySet } from './policy-set.ts';
import type { Subject } from './question.ts';
import type { AuthoritySnapshot } from './snapshot.ts';

/**
 * May this person consent as one of these roles? The first capacity in which policy permits it, in the order of the
 * roles. Roles of consent are no ladder: none stands for another, and a stand-in holds the very role.
 */
export function mayConsent(
  set: PolicySet,
  subject: Subject,
  authority: AuthoritySnapshot,
  candidate: Candidate,
  roles: readonly string[],
): Entitlement {
  const named = roles.flatMap((id) => (authority.consents ?? []).filter((role) => role.id === id));
  const capacities = named.flatMap((role) => capacitiesOf(candidate, [role], subject.company));
  if (capacities.length === 0)
    return { permitted: false, reasons: [`no appointment to ${roles.join(' or ')} in this company`] };
  const asked = capacities.map((capacity) =>
    mayAct(set, subject, authority, { candidate, capacity, action: 'consent' }),
  );
  const permitted = asked.find((may) => may.permitted);
  return permitted ?? { permitted: false, reasons: [...new Set(asked.flatMap(({ reasons }) => reasons))] };
}
