import type { MacPort } from '../../lambdas/shared/ports.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';

/** The newest entry of a case. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** What a whole ledger holds, and what is wrong with it. */
export interface Verified {
  readonly entries: number;
  readonly heads: ReadonlyMap<string, Head>;
  readonly faults: readonly string[];
}

/** Verifies every chain, and every MAC under its writer's key. */
export async function verifyLedger(
  cases: ReadonlyMap<string, readonly LedgerEntry[]>,
  mac: Pick<MacPort, 'verify'>,
): Promise<Verified> {
  const heads = new Map<string, Head>();
  const faults: string[] = [];
  let count = 0;
  for (const [caseId, entries] of cases) {
    faults.push(...chainFaults(entries).map((fault) => `${caseId}: ${fault}`));
    const genuine = await Promise.all(entries.map((entry) => mac.verify(entry.writer, entry.hash, entry.mac)));
    for (const [index, { seq, writer }] of entries.entries())
      if (!genuine[index]) faults.push(`${caseId}: entry ${seq} is not by ${writer}: its MAC does not verify`);
    const last = entries.at(-1);
    if (last) heads.set(caseId, { seq: last.seq, hash: last.hash });
    count += entries.length;
  }
  return { entries: count, heads, faults };
}

/**
 * What a restored ledger lacks of what was there: `lost` entries, all of them after its heads, and what is no prefix.
 * @param there entries of the original by case
 */
export function compareHeads(
  restored: ReadonlyMap<string, Head>,
  there: ReadonlyMap<string, readonly LedgerEntry[]>,
): { readonly lost: number; readonly strangers: readonly string[] } {
  const strangers = [...restored].filter(([caseId, { seq, hash }]) => there.get(caseId)?.[seq - 1]?.hash !== hash);
  let lost = 0;
  for (const [caseId, entries] of there) lost += Math.max(0, entries.length - (restored.get(caseId)?.seq ?? 0));
  return { lost, strangers: strangers.map(([caseId]) => caseId) };
}
