import type { ChangeRequest } from '../change-request.ts';
import type { PartyFact, PartyFacts } from '../facts.ts';

/** Which party of the ERP a change is about, or why that is not certain. */
export type Meant =
  | { readonly kind: 'found'; readonly party: PartyFact }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'not-in-role' };

/** By its code alone, and in the role that the change says: the owner of a field depends on it. */
export function partyMeant({ code, role }: Pick<ChangeRequest, 'code' | 'role'>, { parties }: PartyFacts): Meant {
  const [party, ...more] = parties.filter((found) => found.code === code && found.matchedBy.includes('code'));
  if (!party) return { kind: 'unknown' };
  if (more.length > 0) return { kind: 'ambiguous' };
  return party.roles.includes(role) ? { kind: 'found', party } : { kind: 'not-in-role' };
}
