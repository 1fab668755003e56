import type { Finding } from '../kernel/finding.ts';
import { LIMITS } from './tolerances.ts';

/** Findings by which the account to be paid to is in doubt: somebody calls the vendor back, and payment waits. */
export const ACCOUNT_IN_DOUBT = ['BANK-ACCOUNT-UNKNOWN', 'BANK-ACCOUNT-RECENT', 'IBAN-INVALID'] as const;

const DAY_MS = 86_400_000;

/**
 * The first day of payment where the account is in doubt, counted from the day of the decision: a call-back can be
 * deceived, and the vendor must have time to object. None where there is no doubt.
 */
export function payNotBeforeOf(findings: readonly Finding[], today: string): string | undefined {
  const doubtful = findings.some(({ code }) => ACCOUNT_IN_DOUBT.some((doubt) => doubt === code));
  if (!doubtful) return undefined;
  return new Date(Date.parse(today) + LIMITS.coolingOffDays.value * DAY_MS).toISOString().slice(0, 10);
}
