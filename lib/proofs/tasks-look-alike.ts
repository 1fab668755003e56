import { isDeepStrictEqual } from 'node:util';
import type { TaskState } from './definition.ts';
import {
  INVOKE_OUTPUT,
  MESSAGE_GROUP,
  messageBody,
  PAYLOAD,
  RESOURCES,
  WAIT_OUTPUT,
  WAITING_PAYLOAD,
} from './house.ts';
import type { Subject, Violation } from './violation.ts';
import { COMMAND_QUEUE, STAGES, WAITING_STAGE } from './vocabulary.ts';

/**
 * Every Task hands over the case as it is and takes the answer as it is, to the letter: no expression between can
 * invent a route, a verdict or a command. A function that belongs to a stage is called by that stage only.
 */
export function tasksLookAlike(subject: Subject): Violation[] {
  return [...subject.graph.places.values()].flatMap(({ name, state }) => {
    if (state.Type !== 'Task') return [];
    const right = expected(subject, name, state);
    if (typeof right === 'string') return [violation(name, right, `Use one of ${Object.values(RESOURCES).join(', ')}`)];
    return (['Resource', 'Arguments', 'Output'] as const)
      .filter((field) => !isDeepStrictEqual(state[field], right[field]))
      .map((field) => violation(name, `${field} is not in the house form`, `Write ${JSON.stringify(right[field])}`));
  });
}

function expected(
  subject: Subject,
  name: string,
  state: TaskState,
): Pick<TaskState, 'Resource' | 'Arguments' | 'Output'> | string {
  if (state.Resource === RESOURCES.sendAndWait && !Object.hasOwn(STAGES, name)) {
    const command = subject.manifest.effects.find((effect) => effect.state === name)?.command ?? '';
    const QueueUrl = `\${${COMMAND_QUEUE}}`;
    const Arguments = { QueueUrl, MessageGroupId: MESSAGE_GROUP, MessageBody: messageBody(command) };
    return { Resource: RESOURCES.sendAndWait, Arguments, Output: WAIT_OUTPUT };
  }
  const FunctionName = functionOf(subject, name, state);
  if (name === WAITING_STAGE)
    return {
      Resource: RESOURCES.invokeAndWait,
      Arguments: { FunctionName, Payload: WAITING_PAYLOAD },
      Output: WAIT_OUTPUT,
    };
  if (state.Resource !== RESOURCES.invoke && !Object.hasOwn(STAGES, name))
    return `calls ${state.Resource}, which only ${WAITING_STAGE} may, or nobody`;
  return { Resource: RESOURCES.invoke, Arguments: { FunctionName, Payload: PAYLOAD }, Output: INVOKE_OUTPUT };
}

/** A stage's own function; for any other state, the one it names, if that is none of a stage's. */
function functionOf({ placeholders }: Subject, name: string, { Arguments }: TaskState): string {
  const own: Readonly<Record<string, string>> = STAGES;
  const stage = Object.hasOwn(own, name) ? own[name] : undefined;
  if (stage !== undefined) return `\${${stage}}`;
  const taken = new Set<string>([...Object.values(STAGES), COMMAND_QUEUE]);
  const free = [...placeholders]
    .filter((placeholder) => !taken.has(placeholder))
    .map((placeholder) => `\${${placeholder}}`);
  return free.find((placeholder) => placeholder === Arguments['FunctionName']) ?? free.join(' or ');
}

function violation(state: string, message: string, remedy: string): Violation {
  return { rule: 'tasks', state, message, remedy };
}
