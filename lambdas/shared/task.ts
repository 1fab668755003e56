import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { z } from 'zod';
import { CountersignError } from '../../statemachines/kernel/errors.ts';
import { asTransient } from './as-transient.ts';

export const logger = new Logger();
export const metrics = new Metrics();

/**
 * The one middleware stack of every function: structured logs and metrics around a plain async function. Time that runs
 * out is left to Lambda, which ends the sandbox and names it `Sandbox.Timedout`, as every graph retries it: middy's own
 * early answer has a name that none does, and leaves the work running.
 */
export function withMiddleware<In, Out>(handler: (event: In, context: Context) => Promise<Out>) {
  return middy<In, Out, Error, Context>({ timeoutEarlyInMillis: 0 })
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use(logMetrics(metrics))
    .handler(handler);
}

interface Task<In extends z.ZodType, Out extends z.ZodType, Deps> {
  readonly input: In;
  readonly output: Out;
  readonly deps: Deps;
  run(input: z.infer<In>, deps: Deps): Promise<z.infer<Out>>;
}

/**
 * A task of a state machine: parsed input, `run`, parsed output.
 * @throws CountersignError InvalidInput, with the paths, when the input does not fit
 */
export function task<In extends z.ZodType, Out extends z.ZodType, Deps>(spec: Task<In, Out, Deps>) {
  return withMiddleware(async (event: unknown) => {
    const parsed = spec.input.safeParse(event);
    if (!parsed.success) throw invalidInput(parsed.error);
    const input = parsed.data as { caseId?: string };
    if (input.caseId !== undefined) logger.appendKeys({ caseId: input.caseId });
    return spec.output.parse(await spec.run(parsed.data, spec.deps).catch(asTransient));
  });
}

/** Names every path that does not fit. */
export function invalidInput(error: z.ZodError): CountersignError {
  const faults = error.issues.map((issue) => `${issue.path.join('.') || '(whole)'}: ${issue.message}`);
  return new CountersignError('InvalidInput', faults.join('; '));
}
