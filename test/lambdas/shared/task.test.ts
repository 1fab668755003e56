import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'aws-lambda';
import { expect, it } from 'vitest';
import { withMiddleware } from '../../../lambdas/shared/task.ts';

/** A function whose time is over in `ms`. */
const context = (ms: number): Context => {
  const deadline = performance.now() + ms;
  return {
    ...{ callbackWaitsForEmptyEventLoop: true, functionName: 'toy', functionVersion: '1', memoryLimitInMB: '128' },
    ...{ invokedFunctionArn: 'arn', awsRequestId: 'request', logGroupName: 'group', logStreamName: 'stream' },
    getRemainingTimeInMillis: () => deadline - performance.now(),
    ...{ done: () => {}, fail: () => {}, succeed: () => {} },
  };
};

it('time that runs out is no error of ours: Lambda ends the sandbox, under a name that is retried', async () => {
  const handler = withMiddleware(async () => {
    await sleep(60);
    return 'worked to its end';
  });
  expect(await handler({}, context(20))).toBe('worked to its end');
});
