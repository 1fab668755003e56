import { entryHash, GENESIS, type LedgerEntry, STAGE_WRITER } from './ledger-entry.ts';

/**
 * What is wrong with one case's entries, in words; none if gap-free, chained, each hash right and each stage
 * written by its own writer. MACs are checked by whoever has the keys.
 */
export function chainFaults(entries: readonly LedgerEntry[]): string[] {
  const faults: string[] = [];
  let previous = GENESIS;
  for (const [index, entry] of entries.entries()) {
    const place = `entry ${index + 1}`;
    if (entry.seq !== index + 1) faults.push(`${place}: seq is ${entry.seq}, expected ${index + 1}`);
    if (entry.prevHash !== previous) faults.push(`${place}: prevHash does not match the entry before`);
    if (entry.hash !== entryHash(entry)) faults.push(`${place}: hash does not match the content`);
    if (entry.writer !== STAGE_WRITER[entry.stage])
      faults.push(`${place}: ${entry.writer} may not write ${entry.stage}`);
    if (entry.caseId !== entries[0]?.caseId) faults.push(`${place}: belongs to another case`);
    previous = entry.hash;
  }
  return faults;
}
