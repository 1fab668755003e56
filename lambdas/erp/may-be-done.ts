import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { somethingStands } from './steps.ts';
import { unsettledPreparation } from './unsettled.ts';

/**
 * Whether the ERP has something of the case, or may have: nobody is told that it was refused, since what the facts show
 * may be its own work.
 */
export const mayBeDone = (entries: readonly LedgerEntry[]): boolean =>
  unsettledPreparation(entries, () => true) !== undefined || somethingStands(entries);
