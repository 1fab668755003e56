import type { CaseClaim } from '../../lambdas/intake/ports.ts';
import type { Stored } from './faults-ports.ts';
import { memoryStore } from './memory-ledger.ts';
import { memoryPositions } from './memory-positions.ts';
import { memoryRuns } from './memory-runs.ts';

/** The tables in memory, with the switch that the toy's authority names. */
export function memoryTables(): Stored & { readonly versions: Map<string, number> } {
  const { store, versions, commitments } = memoryStore();
  versions.set('stop#all', 7);
  versions.set('person#bob', 1);
  const held = new Map<string, CaseClaim>();
  const claim = async (wanted: CaseClaim) => {
    const holds = held.get(wanted.caseId) ?? wanted;
    held.set(wanted.caseId, holds);
    return holds;
  };
  return {
    store,
    versions,
    commitments,
    claims: { claim },
    positions: memoryPositions(),
    runsOf: memoryRuns,
    throttlesBelow: false,
  };
}
