import { z } from 'zod';
import { currencyCode } from '../money.ts';
import { type Authored, dated } from './dated.ts';

/** Any company that has no row of its own. */
export const ANY_COMPANY = '*';

const byCategory = z.record(z.string().min(1), z.int().nonnegative());

/** A row of the delegation of authority: one company, one currency; minor units by category of document. */
export const limitRow = z.strictObject({
  company: z.string().min(1),
  currency: currencyCode,
  /** Up to which the role commits alone; a category that is not here is not its to commit. */
  alone: byCategory,
  /** Up to which it may be the second of two. */
  second: byCategory.default({}),
});
export type LimitRow = z.infer<typeof limitRow>;

/** A role and its delegation of authority. */
export const roleData = dated('role', {
  id: z.string().min(1),
  /** From 0 (the agent) upwards; escalation goes up only. */
  rank: z.int().nonnegative(),
  limits: z.array(limitRow).refine(onePerCompany, 'a company has two rows'),
});
export type RoleData = z.infer<typeof roleData>;
export type Role = Omit<RoleData['terms'][number], 'validFrom' | 'validUntil'> & Authored;

export const AGENT_RANK = 0;
/** Id of the agent's role in every workflow; all others are people's. */
export const AGENT_ROLE = 'agent';

function onePerCompany(rows: readonly LimitRow[]): boolean {
  return new Set(rows.map(({ company }) => company)).size === rows.length;
}

/** The row that counts for a company: its own, else the one for any. */
export function limitsIn(role: Pick<Role, 'limits'>, company: string): LimitRow | undefined {
  const row = (wanted: string) => role.limits.find((limit) => limit.company === wanted);
  return row(company) ?? row(ANY_COMPANY);
}
