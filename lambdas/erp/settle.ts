import type { CaseRef, CommandMessage, TaskInput } from '../../statemachines/kernel/task-input.ts';
import { Held, record } from './effect-log.ts';
import { execute } from './gateway.ts';
import type { GatewayDeps } from './gateway-ports.ts';

/**
 * The time of a command is over. If nothing is prepared it is withdrawn, and can't be executed any more; if it is
 * prepared, the ERP is probed. The ledger lets only one of the two be. What the ERP may have is unknown, not withdrawn.
 */
export async function settle(input: TaskInput, deps: GatewayDeps): Promise<CaseRef> {
  const { state: _, reason: __, ...ref } = input;
  const reasons: string[] = [];
  for (const { command } of deps.workflowOf(ref.workflow).effects) {
    const message: CommandMessage = { ...ref, command, taskToken: 'settle' };
    const outcome = await withdrawOrProbe(message, deps);
    if (outcome === 'confirmed') return { ...ref, settlement: 'confirmed' };
    reasons.push(outcome);
  }
  const unknown = reasons.includes('unknown');
  return {
    ...ref,
    settlement: unknown ? 'unknown' : 'withdrawn',
    reason: unknown ? 'EffectUnknown' : 'NotExecutedInTime',
  };
}

async function withdrawOrProbe(
  message: CommandMessage,
  deps: GatewayDeps,
): Promise<'confirmed' | 'withdrawn' | 'unknown'> {
  try {
    const entry = await record(message, { stage: 'withdrawn', body: { reason: 'not executed in time' } }, deps);
    if (entry.stage === 'confirmed') return 'confirmed';
    return entry.body['afterProbe'] === true ? 'unknown' : 'withdrawn';
  } catch (error) {
    if (!(error instanceof Held)) throw error;
  }
  const outcome = await execute(message, deps);
  if (outcome.kind === 'later') return 'unknown';
  if (outcome.answer.kind === 'success') return 'confirmed';
  return outcome.answer.error === 'EffectUnknown' ? 'unknown' : 'withdrawn';
}
