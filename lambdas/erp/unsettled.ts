import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { SETTLED } from './answer.ts';

/** Names the effect that an entry of the gateway is about, within its case. */
export const effectOf = ({ entryKey }: LedgerEntry) => entryKey.split('/').slice(0, 4).join('/');

/** The newest preparation of some effect whose outcome nobody knows; a withdrawal says none. */
export function unsettledPreparation(
  entries: readonly LedgerEntry[],
  wanted: (entry: LedgerEntry) => boolean,
): LedgerEntry | undefined {
  const known = entries.filter(({ stage }) => SETTLED.has(stage) && stage !== 'withdrawn');
  const settled = new Set(known.map(effectOf));
  return entries.findLast((entry) => entry.stage === 'prepared' && wanted(entry) && !settled.has(effectOf(entry)));
}
