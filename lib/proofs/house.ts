import { ERROR_NAMES } from '../../statemachines/kernel/errors.ts';

/** The only ways in which a state may call out. */
export const RESOURCES = {
  invoke: 'arn:aws:states:::lambda:invoke',
  invokeAndWait: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  sendAndWait: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
} as const;

/** A function that could not be called, or died: calling it again may help. */
const CALL_FAILED = [
  'Transient',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  'Lambda.Unknown',
  'Runtime.ExitError',
  'Sandbox.Timedout',
];
const BACKING_OFF = {
  IntervalSeconds: 1,
  BackoffRate: 2,
  MaxAttempts: 6,
  MaxDelaySeconds: 30,
  JitterStrategy: 'FULL',
};

/** The one retry of every state that calls a function and does not wait for a token. */
export const HOUSE_RETRY = [{ ErrorEquals: [...CALL_FAILED, 'States.Timeout'], ...BACKING_OFF }];
/** The one retry of a state that calls a function and then waits: time that runs out is no reason to ask twice. */
export const WAITING_RETRY = [{ ErrorEquals: CALL_FAILED, ...BACKING_OFF }];

/** Every name that `ErrorEquals` may hold: the kernel's own, and those of the services in use. */
export const KNOWN_ERRORS: ReadonlySet<string> = new Set([
  ...ERROR_NAMES,
  ...HOUSE_RETRY.flatMap((retrier) => retrier.ErrorEquals),
  'States.ALL',
]);

export const PAYLOAD = "{% $merge([$states.input, {'state': $states.context.State.Name}]) %}";
export const WAITING_PAYLOAD =
  "{% $merge([$states.input, {'state': $states.context.State.Name, 'taskToken': $states.context.Task.Token}]) %}";
export const INVOKE_OUTPUT = '{% $states.result.Payload %}';
/** Nothing of the input survives a wait: an earlier verdict can't be taken for this one. */
export const WAIT_OUTPUT = '{% $states.result %}';
export const MESSAGE_GROUP = '{% $states.input.company %}';
/** A Catch adds the reason, by the error's name or a literal, and nothing else. */
export const CATCH_OUTPUT =
  /^\{% \$merge\(\[\$states\.input, \{'reason': (\$states\.errorOutput\.Error|'[A-Z][A-Za-z]{0,39}')\}\]\) %\}$/;

export function messageBody(command: string): string {
  return `{% $string($merge([$states.input, {'command': '${command}', 'taskToken': $states.context.Task.Token}])) %}`;
}

/** AWS: a synchronous Lambda invocation lasts at most 900 s. */
export const LONGEST_INVOKE_SECONDS = 900;
/** AWS Step Functions quota: an execution lasts at most a year. */
export const LONGEST_EXECUTION_SECONDS = 31_536_000;
/** AWS SQS quota: a message is kept at most 14 days; a command must be answered before. */
export const LONGEST_RETENTION_SECONDS = 1_209_600;
/** Delimiters included; beyond that it is a handler with a test. */
export const LONGEST_EXPRESSION = 120;
