import type { ChangeRequest } from './change-request.ts';
import type { PartyQuery } from './facts.ts';

/** The party meant, and whatever may be the same one by what it is to be. */
export function partyQueryOf({ role, code, name, change }: ChangeRequest): PartyQuery {
  return {
    role,
    code,
    name: change.field === 'name' ? change.to : name,
    ibans: change.field === 'bank-account' ? [change.add, change.remove].flatMap((iban) => iban ?? []) : [],
    ...(change.field === 'tax-id' && { taxId: change.to }),
  };
}
