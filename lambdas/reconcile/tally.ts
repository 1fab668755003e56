import type { BreakKind } from '../../statemachines/kernel/reconciliation.ts';

/** What one run has done, counted as it goes. */
export interface Tally {
  /** Documents of the books that were read since the watermark. */
  documents: number;
  /** Confirmed effects that were compared, by key, and whether they have a break; not those that were reversed or compensated since (T20). */
  readonly effects: Map<string, boolean>;
  /** Cases whose document the gateway is asked to settle, or settles. */
  readonly settling: Set<string>;
  /** Cases with a command that was prepared long ago, of which the gateway was asked once more. */
  readonly stuck: string[];
  readonly found: BreakKind[];
  readonly closed: BreakKind[];
  /** Cases that could not be compared, with the reason: they never keep the run from the others. */
  readonly failed: { readonly caseId: string; readonly reason: string }[];
}

export const emptyTally = (): Tally => ({
  ...{ documents: 0, effects: new Map(), settling: new Set(), stuck: [] },
  ...{ found: [], closed: [], failed: [] },
});

/** The share of the compared effects that have no break, in percent; none where nothing was compared. */
export function accuracyOf({ effects }: Pick<Tally, 'effects'>): number | undefined {
  if (effects.size === 0) return undefined;
  const broken = [...effects.values()].filter(Boolean).length;
  return (100 * (effects.size - broken)) / effects.size;
}
