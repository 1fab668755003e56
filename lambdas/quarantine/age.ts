import type { QuarantineDeps } from './deps.ts';

/** So many are counted at most. */
const MOST = 100;
const HOUR_MS = 3_600_000;

/** How many events wait in quarantine, as far as they are counted, and how many hours the oldest of them has. */
export async function measureAge({ waiting, clock }: Pick<QuarantineDeps, 'waiting' | 'clock'>) {
  const found = await waiting({ limit: MOST });
  const oldest = found[0]?.firstSeen;
  const hours = oldest ? Math.max(0, clock.now().getTime() - Date.parse(oldest)) / HOUR_MS : 0;
  return { waiting: found.length, hours };
}
