import type { LedgerEntry, Stage } from '../../statemachines/kernel/ledger-entry.ts';
import { type Break, type BreakKind, breakKey } from '../../statemachines/kernel/reconciliation.ts';
import { breakBody, openBreaksOf } from '../shared/open-breaks.ts';
import type { ReconcileDeps } from './ports.ts';

/** A case as it was read, and the breaks that it has now. */
export interface Compared {
  readonly caseId: string;
  readonly workflow: LedgerEntry['workflow'];
  readonly entries: readonly LedgerEntry[];
  readonly breaks: readonly Break[];
  readonly company: string;
}

export interface Recorded {
  readonly found: readonly BreakKind[];
  readonly closed: readonly BreakKind[];
}

/**
 * Writes each break that is new once, and of each that is gone that it is, as entries of the case; then puts it on the
 * list, or takes it off. Whatever was written before a crash is found by the next run, under the same key.
 */
export async function recordBreaks(
  compared: Compared,
  deps: Pick<ReconcileDeps, 'ledger' | 'kept'>,
): Promise<Recorded> {
  const { caseId, entries, breaks, company } = compared;
  const open = new Map(openBreaksOf(entries).map((of) => [breakKey(of), of]));
  const seen = new Set(breaks.map(breakKey));
  const fresh = breaks.filter((of) => !open.has(breakKey(of)));
  for (const of of breaks) {
    const since = open.get(breakKey(of))?.since ?? (await append('break-found', of, compared, deps)).at;
    await deps.kept.putBreak({ ...of, caseId, company, since });
  }
  const gone = [...open.values()].filter((of) => !seen.has(breakKey(of)));
  for (const of of gone) {
    await append('break-closed', of, compared, deps);
    await deps.kept.dropBreak({ ...of, caseId });
  }
  return { found: fresh.map(({ kind }) => kind), closed: gone.map(({ kind }) => kind) };
}

/** The n-th time that a case has this break: two runs at once write it under one key. */
function append(
  stage: Extract<Stage, 'break-found' | 'break-closed'>,
  { kind, subject, says, documents }: Break,
  { caseId, entries, workflow, company }: Compared,
  { ledger }: Pick<ReconcileDeps, 'ledger'>,
): Promise<LedgerEntry> {
  const before = entries.filter(
    (entry) => entry.stage === stage && breakKey(breakBody.parse(entry.body)) === breakKey({ kind, subject }),
  );
  const body = { kind, subject, says, documents: [...documents], company };
  const entryKey = `${stage}/${kind}/${subject}/${before.length + 1}`;
  const actor = { kind: 'system', id: 'reconcile' } as const;
  return ledger.append(caseId, { entryKey, stage, actor, workflow, body, evidence: [] });
}
