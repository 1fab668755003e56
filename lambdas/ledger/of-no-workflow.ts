import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { ORDER } from '../../statemachines/kernel/order.ts';
import { QUARANTINE } from '../../statemachines/kernel/quarantine.ts';
import { RECONCILIATION } from '../../statemachines/kernel/reconciliation.ts';
import type { Timing } from '../exceptions/summary.ts';
import type { CaseSummary } from '../shared/adapters/case-view.ts';
import { breakSummary } from './break-summary.ts';
import { orderSummary } from './order-summary.ts';
import { quarantineSummary } from './quarantine-summary.ts';

type Summary = (entries: readonly LedgerEntry[], timing: Pick<Timing, 'deadline'>) => CaseSummary | undefined;

/** The views of cases that are no case of a workflow, by slug. */
export const OF_NO_WORKFLOW: Readonly<Record<string, Summary>> = {
  [QUARANTINE.slug]: quarantineSummary,
  [ORDER.slug]: orderSummary,
  [RECONCILIATION.slug]: breakSummary,
};
