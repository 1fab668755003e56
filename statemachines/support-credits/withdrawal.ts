import { z } from 'zod';
import type { Withdrawn } from '../kernel/events/event-contract.ts';
import { claim } from './claim.ts';
import { claimKey } from './identify.ts';

/** Which claim the support platform takes back, and why. */
export const claimWithdrawal = z.strictObject({
  company: claim.shape.company,
  claim: claim.shape.id,
  reason: z.string().trim().min(1).max(1_000),
});
export type ClaimWithdrawal = z.input<typeof claimWithdrawal>;

/** The case that a withdrawal is of; the same as that of its document. */
export function identifyClaimWithdrawal(data: unknown): Withdrawn {
  const { company, claim: id, reason } = claimWithdrawal.parse(data);
  return { businessKey: claimKey({ company, claim: id }), subject: `credit ${id}`, reason };
}
