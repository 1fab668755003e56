import { MOST_REPLAYED, type ReplayRequest } from '../lambdas/ledger/replay.ts';
import { toldAs } from '../lambdas/ledger/told-as.ts';
import type { Workflow } from '../statemachines/kernel/define-workflow.ts';
import type { LedgerEntry } from '../statemachines/kernel/ledger-entry.ts';

/** From an instant on, and before another; UTC, as entries have it. */
export interface Wanted {
  readonly since: string;
  readonly until: string;
}

/** An event that the bus had, and may have again. */
export interface Replayable {
  readonly caseId: string;
  readonly seq: number;
  readonly at: string;
  readonly type: string;
  readonly id: string;
}

/** What of these cases was told within the time: oldest first, and in their order within a case. */
export function replayable(
  cases: ReadonlyMap<string, readonly LedgerEntry[]>,
  { since, until }: Wanted,
  workflowOf: (slug: string) => Workflow,
): Replayable[] {
  const found = [...cases.values()].flatMap((entries) =>
    entries.flatMap((entry) => {
      const { caseId, seq, at } = entry;
      const event = at >= since && at < until ? toldAs(entry, entries, workflowOf) : undefined;
      return event ? [{ caseId, seq, at, type: event.type, id: event.id }] : [];
    }),
  );
  return found.toSorted((a, b) => a.at.localeCompare(b.at) || a.caseId.localeCompare(b.caseId) || a.seq - b.seq);
}

/** In requests that the function takes, in the same order. */
export function inRequests(found: readonly Replayable[]): ReplayRequest[] {
  const requests: ReplayRequest[] = [];
  for (let at = 0; at < found.length; at += MOST_REPLAYED)
    requests.push({ replay: found.slice(at, at + MOST_REPLAYED).map(({ caseId, seq }) => ({ caseId, seq })) });
  return requests;
}
