import type { Effect } from '../../statemachines/kernel/define-workflow.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { isUndoneUnasked, standsOtherwise } from '../erp/steps.ts';
import { type Commands, proposalFault } from './proposal-fault.ts';

interface Asked {
  readonly commands: Commands;
  readonly digest: string;
  readonly effects: readonly Effect[];
  readonly entries: readonly LedgerEntry[];
}

/** Why nobody is asked about a proposal: it is none that could be carried out, or what was done of the case before leaves no room for it. */
export function whyParked({ commands, digest, effects, entries }: Asked): string | undefined {
  const fault = proposalFault(commands, effects);
  if (fault) return `WorkflowFault: ${fault}`.slice(0, MOST_REASON);
  if (standsOtherwise(entries, digest)) return 'EFFECTS-STAND';
  return isUndoneUnasked(entries) ? 'EFFECTS-UNDONE' : undefined;
}

/** Characters that a state takes as a reason. */
const MOST_REASON = 300;
