import { z } from 'zod';
import type { Proposed, Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { CLOCKS_APART_MS, draws as schema } from '../../statemachines/kernel/draw.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { isUndoneUnasked, standsOtherwise } from '../erp/steps.ts';
import { newest } from '../shared/case-log.ts';
import { type Commands, consentsFault, proposalFault } from './proposal-fault.ts';

interface Asked {
  readonly commands: Commands;
  readonly consents: NonNullable<Proposed['consents']>;
  readonly digest: string;
  readonly entries: readonly LedgerEntry[];
  readonly draws?: Proposed['draws'];
}

/** Why nobody is asked about a proposal: it is none that could be carried out, or what was done of the case before leaves no room for it. */
export function whyParked(
  { commands, consents, draws, digest, entries }: Asked,
  { effects, authority }: Pick<Workflow, 'effects' | 'authority'>,
): string | undefined {
  const fault = proposalFault(commands, effects) ?? drawFault(draws, entries) ?? consentsFault(consents, authority);
  if (fault) return `WorkflowFault: ${fault}`.slice(0, MOST_REASON);
  if (standsOtherwise(entries, digest)) return 'EFFECTS-STAND';
  return isUndoneUnasked(entries) ? 'EFFECTS-UNDONE' : undefined;
}

/** What keeps draws from being counted: they are not what the gateway takes, or their facts are of a time to come. */
function drawFault(draws: Proposed['draws'], entries: readonly LedgerEntry[]): string | undefined {
  const { error, data = [] } = schema.optional().safeParse(draws);
  if (error) return `its draws: ${z.prettifyError(error)}`;
  const latest = Date.parse(newest(entries, 'gathered')?.at ?? '') + CLOCKS_APART_MS;
  const early = data.find(({ readAt }) => !(Date.parse(readAt) <= latest));
  return early && `its draws: the facts of ${early.account} are of ${early.readAt}, after they were gathered`;
}

/** Characters that a state takes as a reason. */
const MOST_REASON = 300;
