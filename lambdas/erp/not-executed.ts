import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { CommandMessage } from '../../statemachines/kernel/task-input.ts';
import { type EffectLogDeps, record } from './effect-log.ts';

/**
 * Writes down that the ERP refused the call before it executed anything, and ends the worker's lease: nothing about
 * the command is unknown, so it is tried again whether or not the ERP knows our keys.
 * A worker that has relieved this one has written under the same key before: then nothing is said.
 * @throws Held when the command is settled meanwhile
 */
export function recordNotExecuted(
  message: CommandMessage,
  taken: LedgerEntry,
  deps: EffectLogDeps,
): Promise<LedgerEntry> {
  const { worker, committed, drawn } = taken.body;
  const lease = deps.clock.now().toISOString();
  const body = {
    ...{ found: false, notExecuted: true, lease },
    ...(worker !== undefined && { worker }),
    ...(committed !== undefined && { committed }),
    ...(drawn !== undefined && { drawn }),
  };
  return record(message, { stage: 'probed', body, nth: taken.seq }, deps);
}

/** The newest that is known of a command: the ERP said that it did not execute it. */
export const isNotExecuted = ({ body }: LedgerEntry): boolean => body['notExecuted'] === true;
