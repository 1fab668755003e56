import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { OUTSIDE_GOVERNANCE } from '../../statemachines/kernel/reconciliation.ts';
import { exceptionSummary, type Timing } from '../exceptions/summary.ts';
import type { CaseSummary } from '../shared/adapters/case-view.ts';
import { openBreaksOf } from '../shared/open-breaks.ts';

/** The view of a document in the ERP that no case of ours has: on the worklist while it is there and nobody accepted it. */
export function breakSummary(
  entries: readonly LedgerEntry[],
  timing: Pick<Timing, 'deadline'>,
): CaseSummary | undefined {
  const last = entries.at(-1);
  if (!last) return undefined;
  const [open] = openBreaksOf(entries);
  return {
    ...{ caseId: last.caseId, workflow: last.workflow.slug, attempt: 1, seq: last.seq, updatedAt: last.at },
    status: open ? OUTSIDE_GOVERNANCE : `${OUTSIDE_GOVERNANCE}-closed`,
    subject: open?.says ?? 'a document that was in the ERP',
    facets: {},
    ...exceptionSummary(entries, timing),
  };
}
