import { z } from 'zod';
import type { AutonomyLevel } from '../../../statemachines/kernel/authority/autonomy.ts';
import { type LedgerEntry, STAGE_WRITER } from '../../../statemachines/kernel/ledger-entry.ts';
import type { AuthoritySnapshot } from '../../shared/authority/snapshot.ts';
import { newest } from '../../shared/case-log.ts';
import type { MacPort } from '../../shared/ports.ts';
import type { Shown } from './schemas.ts';

const body = z.looseObject({ assessment: z.json(), origin: z.json().optional() });

/**
 * What the AI said, as far as the autonomy level lets a reviewer see it: at `shadow` people decide without it, at
 * `suggest` they ask for it once they have looked themselves, above it comes with the case. Without a level on file it
 * is as at `shadow`.
 */
export async function assessmentFor(
  entries: readonly LedgerEntry[],
  at: { readonly attempt: number; readonly visit: number },
  { autonomy }: AuthoritySnapshot,
  asked: boolean,
  mac: MacPort,
): Promise<Shown['assessment']> {
  const hidden = hiddenBy(autonomy?.level ?? 'shadow', asked);
  if (hidden) return { shown: false, why: hidden };
  const entry = newest(entries, 'assessed', at);
  if (!entry)
    return { shown: true, why: String(newest(entries, 'unassessed', at)?.body['failure'] ?? 'none was asked') };
  const genuine = await mac.verify(STAGE_WRITER.assessed, entry.hash, entry.mac);
  const said = body.safeParse(entry.body);
  if (!genuine || !said.success) return { shown: true, why: 'the one on record does not verify' };
  const { assessment, origin } = said.data;
  return { shown: true, assessment, ...(origin !== undefined && { origin }) };
}

function hiddenBy(level: AutonomyLevel, asked: boolean): string | undefined {
  if (level === 'shadow') return 'autonomy is shadow: people decide without it';
  if (level === 'suggest' && !asked) return 'autonomy is suggest: ask for it with assessment=show';
  return undefined;
}
