import { failed } from './look-at-cases.ts';
import type { ReconcileDeps } from './ports.ts';
import { commandOf, companyOf } from './settle-first.ts';
import type { Tally } from './tally.ts';

/** A prepared command without an outcome is stuck after so long; then the gateway is asked once in such a time. */
export const STUCK_MS = 60 * 60_000;
/** Between two runs. */
export const RUN_MS = 15 * 60_000;

/**
 * Puts commands that were prepared long ago, and of which nobody knows the outcome, to the gateway once more: their own
 * message may be lost. It probes the ERP before anything else, and settles them. One that can't be put is told in the
 * tally.
 */
export async function settleStuck(
  tally: Tally,
  { flights, ledger, settle, clock }: Pick<ReconcileDeps, 'flights' | 'ledger' | 'settle' | 'clock'>,
): Promise<void> {
  const now = clock.now().getTime();
  for (const { caseId, commandId, preparedAt } of await flights()) {
    const age = now - Date.parse(preparedAt);
    if (age < STUCK_MS || age % STUCK_MS >= RUN_MS) continue;
    const putAgain = async () => {
      const entries = await ledger.read(caseId);
      const prepared = entries.findLast(({ stage, body }) => stage === 'prepared' && body['commandId'] === commandId);
      if (!prepared) return;
      await settle(commandOf(prepared), companyOf(entries));
      tally.stuck.push(caseId);
    };
    await putAgain().catch(failed(caseId, tally));
  }
}
