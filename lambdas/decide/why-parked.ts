import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { isUndoneUnasked, standsOtherwise } from '../erp/steps.ts';

/** Why nobody is asked about a proposal: what was done of the case before leaves no room for it. */
export function whyParked(digest: string, entries: readonly LedgerEntry[]): string | undefined {
  if (standsOtherwise(entries, digest)) return 'EFFECTS-STAND';
  return isUndoneUnasked(entries) ? 'EFFECTS-UNDONE' : undefined;
}
