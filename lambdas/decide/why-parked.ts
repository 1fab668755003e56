import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { isUndoneUnasked, somethingStands, standsOtherwise } from '../erp/steps.ts';
import { unsettledPreparation } from '../erp/unsettled.ts';

/** Of a case of which the ERP has something, or may have, nobody is told that it was refused: what the facts show may be its own work. */
export const mayBeDone = (entries: readonly LedgerEntry[]): boolean =>
  unsettledPreparation(entries, () => true) !== undefined || somethingStands(entries);

/** Why nobody is asked about a proposal: what was done of the case before leaves no room for it. */
export function whyParked(digest: string, entries: readonly LedgerEntry[]): string | undefined {
  if (standsOtherwise(entries, digest)) return 'EFFECTS-STAND';
  return isUndoneUnasked(entries) ? 'EFFECTS-UNDONE' : undefined;
}
