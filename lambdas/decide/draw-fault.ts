import { z } from 'zod';
import type { Proposed } from '../../statemachines/kernel/define-workflow.ts';
import { CLOCKS_APART_MS, draws as schema } from '../../statemachines/kernel/draw.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';

/** Characters that a state takes as a reason. */
const MOST_REASON = 300;

/** What keeps draws from being counted: they are not what the gateway takes, or their facts are of a time to come. */
export function drawFault(draws: Proposed['draws'], gathered: Pick<LedgerEntry, 'at'>): string | undefined {
  const why = faultOf(draws, Date.parse(gathered.at) + CLOCKS_APART_MS);
  return why && `WorkflowFault: its draws: ${why}`.slice(0, MOST_REASON);
}

function faultOf(draws: Proposed['draws'], latest: number): string | undefined {
  const { error, data = [] } = schema.optional().safeParse(draws);
  if (error) return z.prettifyError(error);
  const early = data.find(({ readAt }) => Date.parse(readAt) > latest);
  return early && `the facts of ${early.account} are of ${early.readAt}, after they were gathered`;
}
