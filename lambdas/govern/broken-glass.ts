import type { z } from 'zod';
import { change, GOVERNANCE, governanceCaseId } from '../../statemachines/kernel/authority/change.ts';
import { type StopScope, stopData, stopKey } from '../../statemachines/kernel/authority/stop.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { StopDeps } from './deps.ts';

const brokenGlass = stopData.shape.breakGlass.unwrap();

/** One emergency: a stop that two people lifted until an end. */
export interface Glass extends z.infer<typeof brokenGlass> {
  /** Of the switch while it was lifted. */
  readonly version: number;
  /** When it was over, UTC: at its end, or when the switch was changed before. */
  readonly endedAt: string;
}

/**
 * Emergencies that are over and that nobody has been asked to look at yet. The ledger counts, and not the switch alone:
 * whoever changes the switch before the end does not get around the review.
 * @param entries of the switch's case
 */
export async function unreviewedGlasses(
  scope: StopScope,
  entries: readonly LedgerEntry[],
  deps: Pick<StopDeps, 'item' | 'clock'>,
): Promise<Glass[]> {
  const item = stopData.safeParse(await deps.item(stopKey(scope))).data;
  const found = glassesIn(entries);
  if (item?.breakGlass && !found.some(({ version }) => version === item.version))
    found.push({ ...item.breakGlass, version: item.version, endedAt: item.breakGlass.until });
  const reviewed = new Set(
    entries.filter(({ stage }) => stage === 'glass-review-opened').map(({ body }) => body['version']),
  );
  const now = deps.clock.now().toISOString();
  return found.filter(({ version, endedAt }) => endedAt <= now && !reviewed.has(version));
}

/** Asks somebody, once for each emergency that is over, to look at what was done meanwhile. */
export async function openGlassReview(scope: StopScope, glass: Glass, deps: StopDeps): Promise<void> {
  await deps.watching.append(governanceCaseId(stopKey(scope)), {
    ...{ entryKey: `glass-review-opened/${glass.version}`, stage: 'glass-review-opened' },
    ...{ workflow: GOVERNANCE, evidence: [], actor: { kind: 'system', id: 'watch' } },
    body: { ...scope, ...glass },
  });
}

function glassesIn(entries: readonly LedgerEntry[]): Glass[] {
  const made = entries.filter(({ stage }) => stage === 'change-made');
  return made.flatMap(({ body }, index): Glass[] => {
    const { kind, item } = change.safeParse(body['change']).data ?? {};
    if (kind !== 'break-glass') return [];
    const glass = brokenGlass.parse({ ...Object(item?.['breakGlass']), by: body['people'] });
    const changed = made[index + 1]?.at;
    const endedAt = changed !== undefined && changed < glass.until ? changed : glass.until;
    return [{ ...glass, version: Number(body['version']), endedAt }];
  });
}
