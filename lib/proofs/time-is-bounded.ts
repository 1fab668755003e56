import type { TaskState } from './definition.ts';
import { LONGEST_EXECUTION_SECONDS, LONGEST_INVOKE_SECONDS, LONGEST_RETENTION_SECONDS, RESOURCES } from './house.ts';
import { MACHINE, type Subject, type Violation } from './violation.ts';

const WAITS: Readonly<Record<string, string>> = {
  [RESOURCES.invokeAndWait]: '{% $states.input.reviewSeconds %}',
  [RESOURCES.sendAndWait]: '{% $states.input.effectSeconds %}',
};

/** Every Task and the machine itself end in bounded time: functions by a literal, waits by what Decide says. */
export function timeIsBounded({ definition, graph, manifest }: Subject): Violation[] {
  const found: Violation[] = [];
  const complain = (state: string, message: string, remedy: string) =>
    found.push({ rule: 'time-bounded', state, message, remedy });
  for (const { name, state } of graph.places.values()) {
    const remedy = state.Type === 'Task' ? remedyFor(state) : undefined;
    if (remedy !== undefined) complain(name, 'is not bounded in time as its kind must be', remedy);
  }
  const { reviewSeconds, effectSeconds } = manifest;
  const whole = definition.TimeoutSeconds;
  if (!within(whole, LONGEST_EXECUTION_SECONDS))
    complain(MACHINE, 'has no TimeoutSeconds', `Set it at the top level, 1 to ${LONGEST_EXECUTION_SECONDS}`);
  else if (whole <= reviewSeconds + effectSeconds)
    complain(MACHINE, `ends after ${whole} s, before one review and one effect are over`, 'Raise TimeoutSeconds');
  if (!within(effectSeconds, LONGEST_RETENTION_SECONDS - 1))
    complain(MACHINE, `an effect may take ${effectSeconds} s, but its message is gone by then`, 'Lower effectSeconds');
  return found;
}

function remedyFor({ Resource, TimeoutSeconds }: TaskState): string | undefined {
  const wait = WAITS[Resource];
  if (wait !== undefined) return TimeoutSeconds === wait ? undefined : `Set TimeoutSeconds to ${wait}`;
  const bound = `Set TimeoutSeconds to a whole number from 1 to ${LONGEST_INVOKE_SECONDS}`;
  return within(TimeoutSeconds, LONGEST_INVOKE_SECONDS) ? undefined : bound;
}

function within(seconds: unknown, most: number): seconds is number {
  return typeof seconds === 'number' && Number.isInteger(seconds) && seconds >= 1 && seconds <= most;
}
