import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { HELD } from '../../statemachines/kernel/order.ts';
import { exceptionSummary, type Timing } from '../exceptions/summary.ts';
import { orderedOf } from '../order/fold.ts';
import type { CaseSummary } from '../shared/adapters/case-view.ts';

/**
 * The view of a subject of which something came out of its order. While something waits it has its place in the list of
 * those, by when what waits longest was held, and in the worklist of exceptions once its time is over; after that it is
 * in no list.
 */
export function orderSummary(
  entries: readonly LedgerEntry[],
  timing: Pick<Timing, 'deadline'>,
): CaseSummary | undefined {
  const of = orderedOf(entries);
  const last = entries.at(-1);
  if (!of || !last) return undefined;
  const { caseId, stream, held, expired } = of;
  const [first] = held;
  const [since = ''] = held.map(({ entry }) => entry.at).toSorted();
  return {
    ...{ caseId, workflow: last.workflow.slug, attempt: 1, seq: last.seq, updatedAt: last.at },
    status: first ? HELD : `${HELD}-none`,
    subject: `${stream.subject} of ${stream.sender}`,
    facets: {
      ...{ sender: stream.sender, subject: stream.subject, workflow: stream.workflow, waitingSince: since },
      ...{ waiting: String(held.length), first: String(first?.sequence ?? 0), expired: expired ? 'yes' : 'no' },
    },
    ...(first && { reviewOrder: `${since}#${caseId}` }),
    ...exceptionSummary(entries, timing),
  };
}
