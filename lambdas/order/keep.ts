import type { OwnerFunction } from '../../statemachines/kernel/finding.ts';
import { ORDER, type Release } from '../../statemachines/kernel/order.ts';
import type { Clock, Ledger } from '../shared/ports.ts';
import { expiryKey, type Ordered, orderedOf } from './fold.ts';
import type { OrderView } from './line.ts';
import type { Positions } from './positions.ts';

/** Who is asked about an event that does not come. */
export const GAP_OWNER = 'operations' satisfies OwnerFunction;

const PAGE = 100;
const MOST_PAGES = 10;

export interface KeepDeps {
  readonly ledger: Ledger;
  readonly positions: Pick<Positions, 'last'>;
  readonly waiting: OrderView;
  readonly clock: Clock;
  readonly ask: (message: Release) => Promise<void>;
  /** For so long an event waits before somebody is asked, milliseconds. */
  readonly patienceMs: number;
}

export interface Kept {
  /** Events that wait, and subjects whose time is over; as far as they are counted. */
  readonly held: number;
  readonly expired: number;
  /** Subjects that could not be looked at, by case. */
  readonly failed: readonly string[];
}

/**
 * Looks at every subject of which something waits. What could be taken in is asked for again, since whoever should have
 * may have died; what waits too long is put on record once and has an owner from then on. It stays held: nobody but a
 * person says that an event is not coming.
 */
export async function keepOrder(deps: KeepDeps): Promise<Kept> {
  let [held, expired, after] = [0, 0, ''];
  const failed: string[] = [];
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const lines = await deps.waiting({ after, limit: PAGE });
    for (const { caseId } of lines) {
      try {
        const of = orderedOf(await deps.ledger.read(caseId));
        held += of?.held.length ?? 0;
        if (of && (await overdue(of, deps))) expired += 1;
      } catch (error) {
        failed.push(`${caseId}: ${(error as Error).message}`);
      }
    }
    after = lines.at(-1)?.place ?? '';
    if (lines.length < PAGE) break;
  }
  return { held, expired, failed };
}

/** Whether somebody must look at it. */
async function overdue(of: Ordered, { ledger, positions, clock, ask, patienceMs }: KeepDeps): Promise<boolean> {
  const { caseId, held, expired } = of;
  const [first] = held;
  if (!first) return false;
  const last = await positions.last(caseId);
  if (first.sequence <= last + 1) {
    for (const { sequence, entry } of held)
      if (sequence <= last + 1) await ask({ release: { caseId, entry: entry.hash } });
    return false;
  }
  if (expired) return true;
  const waits = clock.now().getTime() - Date.parse(first.entry.at);
  if (waits < patienceMs) return false;
  await ledger.append(caseId, {
    ...{ entryKey: expiryKey(first), stage: 'gap-expired', workflow: ORDER, evidence: [] },
    actor: { kind: 'system', id: 'aging' },
    body: { owner: GAP_OWNER, missing: { from: last + 1, to: first.sequence - 1 }, waits: first.sequence },
  });
  return true;
}
