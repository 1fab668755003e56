import type { Stage } from '../../statemachines/kernel/ledger-entry.ts';
import type { toyRun } from './toy-run.ts';

/** Gives a case's entries of a stage the MAC of somebody without the key. */
export function forged({ memory }: Pick<ReturnType<typeof toyRun>, 'memory'>, caseId: string, stage: Stage): void {
  const entries = memory.cases.get(caseId) ?? [];
  memory.cases.set(
    caseId,
    entries.map((entry) => (entry.stage === stage ? { ...entry, mac: 'forged' } : entry)),
  );
}
