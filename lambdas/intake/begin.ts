import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { CaseRef } from '../../statemachines/kernel/task-input.ts';
import { attemptOf } from '../shared/attempts.ts';
import { isInFlight, statusOf } from '../shared/case-status.ts';
import type { IntakeDeps } from './deps.ts';

/**
 * Starts the execution of the attempt that an entry has begun, if that attempt is still due; the same name is the same
 * execution, whoever else starts it.
 */
export async function beginAttempt(
  { caseId, workflow: { slug }, body }: LedgerEntry,
  { ledger, starter }: Pick<IntakeDeps, 'ledger' | 'starter'>,
): Promise<void> {
  const attempt = Number(body['attempt'] ?? 1);
  const entries = await ledger.read(caseId);
  if (attemptOf(entries) !== attempt || !isInFlight(statusOf(entries))) return;
  const input: CaseRef = { schema: 1, caseId, attempt, workflow: slug };
  await starter.start(slug, `${caseId}-${attempt}`, input);
}
