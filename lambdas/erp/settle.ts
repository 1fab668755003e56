import type { CaseRef, CommandMessage, TaskInput } from '../../statemachines/kernel/task-input.ts';
import { Held, record } from './effect-log.ts';
import { execute } from './gateway.ts';
import type { GatewayDeps } from './gateway-ports.ts';
import { type StepState, standingOf } from './steps.ts';

/**
 * The time of a command is over. If nothing is prepared it is withdrawn, and can't be executed any more; if it is
 * prepared, the ERP is probed. The ledger lets only one of the two be. What the ERP may have is unknown, not withdrawn.
 * Of several effects none is begun any more: what stands of them is to be undone, unless something is unknown.
 */
export async function settle(input: TaskInput, deps: GatewayDeps): Promise<CaseRef> {
  const { state: _, reason: __, ...ref } = input;
  const commits = deps.workflowOf(ref.workflow).effects.filter(({ compensates }) => compensates === undefined);
  const outcomes: SettledAs[] = [];
  for (const { command } of commits) {
    const message: CommandMessage = { ...ref, command, taskToken: 'settle' };
    outcomes.push((await standsAlready(message, deps)) ? 'confirmed' : await withdrawOrProbe(message, deps));
  }
  if (outcomes.every((outcome) => outcome === 'confirmed')) return { ...ref, settlement: 'confirmed' };
  if (outcomes.includes('unknown')) return { ...ref, settlement: 'unknown', reason: 'EffectUnknown' };
  return { ...ref, settlement: outcomes.includes('confirmed') ? 'undo' : 'withdrawn', reason: 'NotExecutedInTime' };
}

const THERE: ReadonlySet<StepState> = new Set(['confirmed', 'confirmed-deviating']);

type SettledAs = 'confirmed' | 'withdrawn' | 'unknown';

/** Of several, one that an earlier attempt of the case has confirmed. */
async function standsAlready({ caseId, command }: CommandMessage, { ledger }: GatewayDeps): Promise<boolean> {
  const standing = standingOf(await ledger.read(caseId));
  return standing.some((effect) => effect.command === command && THERE.has(effect.state));
}

async function withdrawOrProbe(message: CommandMessage, deps: GatewayDeps): Promise<SettledAs> {
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
