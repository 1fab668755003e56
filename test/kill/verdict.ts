import { statusOf } from '../../lambdas/shared/case-status.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import type { CallFault } from './spoiling-proxy.ts';

/** What lies with a person, nothing of it in the ERP. */
const WITH_A_PERSON: ReadonlySet<string> = new Set(['parked', 'refused', 'waiting-review']);

/**
 * What the end of a case should be and is not: posted once. Where the answer of a step can't be read, it may be with a
 * person instead, as in the matrix that runs in process.
 */
export function unlike(entries: readonly LedgerEntry[], documents: number, fault?: CallFault): string[] {
  const status = statusOf(entries);
  const confirmed = entries.filter(({ stage }) => stage === 'confirmed').length;
  const end = `${status}, confirmed ${confirmed}, ${documents} documents`;
  const found = chainFaults(entries);
  if (status === 'posted') return confirmed === 1 && documents === 1 ? found : [...found, end];
  const left = fault === 'malformed' && WITH_A_PERSON.has(status) && documents === 0 && confirmed === 0;
  return left ? found : [...found, end];
}
