import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { QUARANTINED } from '../../statemachines/kernel/quarantine.ts';
import { exceptionSummary, type Timing } from '../exceptions/summary.ts';
import { quarantinedOf } from '../quarantine/fold.ts';
import type { CaseSummary } from '../shared/adapters/case-view.ts';

/**
 * The view of an event in quarantine. While it waits it has its place in the list of those, by when it was first seen,
 * and in the worklist of exceptions; after that it is in no list.
 */
export function quarantineSummary(
  entries: readonly LedgerEntry[],
  timing: Pick<Timing, 'deadline'>,
): CaseSummary | undefined {
  const of = quarantinedOf(entries);
  const last = entries.at(-1);
  if (!of || !last) return undefined;
  const { caseId, state, sender, type, eventId, firstSeen, count, faults } = of;
  const [{ path = '', detail = '' } = {}] = faults;
  const reason = `${path}: ${detail}`.slice(0, 300);
  return {
    ...{ caseId, workflow: last.workflow.slug, attempt: 1, seq: last.seq, updatedAt: last.at },
    status: state === 'waiting' ? QUARANTINED : `${QUARANTINED}-${state}`,
    subject: `${type} ${eventId} of ${sender}`,
    facets: { sender, type, eventId, firstSeen, count: String(count), reason },
    ...(state === 'waiting' && { reviewOrder: `${firstSeen}#${caseId}` }),
    ...exceptionSummary(entries, timing),
  };
}
