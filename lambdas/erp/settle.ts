import type { CaseRef, CommandMessage, TaskInput } from '../../statemachines/kernel/task-input.ts';
import { effectEntries, execute, type GatewayDeps, record } from './gateway.ts';

/**
 * The time of a command is over. If nothing is prepared it is withdrawn, and can't be executed any more; if it is
 * prepared, the ERP is probed. The ledger lets only one of the two be.
 */
export async function settle(input: TaskInput, deps: GatewayDeps): Promise<CaseRef> {
  const { state: _, reason: __, ...ref } = input;
  const entries = await deps.ledger.read(ref.caseId);
  for (const { command } of deps.workflowOf(ref.workflow).effects) {
    const message: CommandMessage = { ...ref, command, taskToken: 'settle' };
    const mine = effectEntries(entries, message);
    if (mine.some(({ stage }) => stage === 'prepared')) {
      const outcome = await execute(message, deps);
      const confirmed = outcome.kind === 'settled' && outcome.answer.kind === 'success';
      return { ...ref, settlement: confirmed ? 'confirmed' : 'unknown', reason: 'EffectUnknown' };
    }
    const entry = await record(message, 'withdrawn', { reason: 'not executed in time' }, [], deps);
    if (entry.stage === 'confirmed') return { ...ref, settlement: 'confirmed' };
  }
  return { ...ref, settlement: 'withdrawn', reason: 'NotExecutedInTime' };
}
