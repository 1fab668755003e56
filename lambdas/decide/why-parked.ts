import type { Proposed, Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { isUndoneUnasked, standsOtherwise } from '../erp/steps.ts';
import { type Commands, consentsFault, proposalFault } from './proposal-fault.ts';

interface Asked {
  readonly commands: Commands;
  readonly consents: NonNullable<Proposed['consents']>;
  readonly digest: string;
  readonly entries: readonly LedgerEntry[];
}

/** Why nobody is asked about a proposal: it is none that could be carried out, or what was done of the case before leaves no room for it. */
export function whyParked(
  { commands, consents, digest, entries }: Asked,
  { effects, authority }: Pick<Workflow, 'effects' | 'authority'>,
): string | undefined {
  const fault = proposalFault(commands, effects) ?? consentsFault(consents, authority);
  if (fault) return `WorkflowFault: ${fault}`.slice(0, MOST_REASON);
  if (standsOtherwise(entries, digest)) return 'EFFECTS-STAND';
  return isUndoneUnasked(entries) ? 'EFFECTS-UNDONE' : undefined;
}

/** Characters that a state takes as a reason. */
const MOST_REASON = 300;
