import type { ChangeRequest } from './change-request.ts';

type Field = ChangeRequest['change']['field'];
type Role = ChangeRequest['role'];

/**
 * Which systems may have a field changed, by the sources that the bus policy pins; signed with the tolerances. Whoever
 * is not named for a field changes it for nobody.
 */
export const FIELD_OWNERS: Readonly<Record<Field, Readonly<Record<Role, readonly string[]>>>> = {
  name: { vendor: ['crm'], customer: ['crm'] },
  'tax-id': { vendor: ['supplier-portal'], customer: ['crm'] },
  'bank-account': { vendor: ['supplier-portal'], customer: ['supplier-portal'] },
  hold: { vendor: ['erp', 'risk'], customer: ['erp', 'risk'] },
};

export const ownersOf = ({ role, change }: Pick<ChangeRequest, 'role' | 'change'>): readonly string[] =>
  FIELD_OWNERS[change.field][role];
