import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { exceptionOf, type OpenException } from './fold.ts';
import { ExceptionRefusal } from './refusal.ts';

/**
 * The open exception of a case, if it is the one that somebody has seen.
 * @param seen position of the entry that began it
 * @throws ExceptionRefusal no-exception, exception-changed
 */
export function requireSeen(entries: readonly LedgerEntry[], seen: number): OpenException {
  const found = exceptionOf(entries);
  if (!found) throw new ExceptionRefusal('no-exception');
  if (found.opened.seq === seen) return found;
  throw new ExceptionRefusal('exception-changed', `It is ${found.class} since entry ${found.opened.seq}.`);
}
