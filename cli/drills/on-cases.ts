import { newest } from '../../lambdas/shared/case-log.ts';
import { CASE_STATUSES, type CaseStatus, statusOf } from '../../lambdas/shared/case-status.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import type { ControlPlane } from '../control-plane.ts';
import { submitDocument } from '../submit.ts';
import type { Ground } from './drill.ts';

type Reads = Pick<ControlPlane, 'readCase'>;
const SOURCE = 'countersign-drill';

/** Submits invoices, one after the other; their cases. */
export async function submitted(plane: ControlPlane, documents: readonly Uint8Array[]): Promise<string[]> {
  const cases: string[] = [];
  for (const raw of documents) {
    const { caseId } = await submitDocument(plane, raw, { source: SOURCE });
    if (caseId) cases.push(caseId);
  }
  return cases;
}

/** The case's entries once they are as wanted. */
export const untilEntries = (
  ground: Ground,
  { readCase }: Reads,
  { caseId, what, withinMs }: { readonly caseId: string; readonly what: string; readonly withinMs: number },
  wanted: (entries: readonly LedgerEntry[]) => boolean,
): Promise<LedgerEntry[]> =>
  ground.until(`${caseId}: ${what}`, withinMs, async () => {
    const entries = await readCase(caseId);
    return wanted(entries) ? entries : undefined;
  });

/** The case's entries once it has one of these statuses. */
export const untilStatus = (
  ground: Ground,
  plane: Reads,
  { caseId, withinMs }: { readonly caseId: string; readonly withinMs: number },
  statuses: readonly CaseStatus[],
): Promise<LedgerEntry[]> =>
  untilEntries(
    ground,
    plane,
    { caseId, withinMs, what: statuses.join(' or ') },
    (entries) => entries.length > 0 && statuses.includes(statusOf(entries)),
  );

/** Where a case may come to rest, in a drill that wants it posted. */
export const AT_REST: readonly CaseStatus[] = CASE_STATUSES.filter((status) => status !== 'open');

/** Of a case that the agent posts alone: once confirmed, and a whole chain. */
export function expectPostedOnce(ground: Ground, entries: readonly LedgerEntry[]): void {
  const confirmed = entries.filter(({ stage }) => stage === 'confirmed');
  const { document } = newest(entries, 'confirmed')?.body ?? {};
  const number = (document as { number?: unknown } | undefined)?.number;
  const once = confirmed.length === 1 && statusOf(entries) === 'posted';
  ground.expect(`${entries[0]?.caseId}: ${statusOf(entries)}, once, as ${String(number)}`, once);
  ground.expect(`${entries[0]?.caseId}: its chain verifies`, chainFaults(entries).length === 0);
}
