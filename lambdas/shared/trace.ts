import { traceparent } from '../../statemachines/kernel/envelope.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { broughtBy } from './case-log.ts';

/** The trace (W3C `traceparent`) of the event that brought the case; none if it had none, or one that is malformed. */
export function traceOf(entries: readonly LedgerEntry[]): string | undefined {
  return traceparent.safeParse(broughtBy(entries)?.body['traceparent']).data;
}
