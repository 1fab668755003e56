import { setTimeout as sleep } from 'node:timers/promises';
import { paginateListExecutions, SFNClient } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { bringUpBench } from '../../bench/bring-up.ts';
import { identitySettings, startIdentityProvider } from '../../local/identity/provider.ts';
import { armed } from './armed.ts';
import { serveControl } from './control.ts';
import { anotherWorker, visibleAfter } from './once-more.ts';

/** No function runs longer: what hangs is over soon, and a clean run takes a tenth of it. */
const FUNCTION_SECONDS = 10;
/** Queues whose messages are under way, and those where what failed for good lies. */
const WAITING = ['intake-queue-url', 'unmatched-queue-url', 'command-queue-url'];
const DEAD = ['intake-dead-letters-url', 'command-dead-letters-url', 'stream-failures-url'];
/** ERP calls as short as on the samples' stack, with short leases. */
const SHORT = { erpTimeoutMs: '2000', erpLeaseMs: '4000' };

/** A deployed control plane whose functions ask at each side effect; `casesIn` says whose it is. */
export async function killingStack(casesIn: (text: string) => ReadonlySet<string>) {
  const identity = await startIdentityProvider({ port: 0 });
  const stack = await bringUpBench({ engine: 4866, model: 4980 }, undefined, {
    ...SHORT,
    ...identitySettings(identity),
  });
  const sqs = new SQSClient({});
  const sfn = new SFNClient({});
  let functions: ReadonlyMap<string, string> = new Map();
  const control = await serveControl({
    casesIn,
    async spoils(fault, at) {
      const over = fault === 'timeout' ? FUNCTION_SECONDS * 1_000 + 1_000 : 1_500;
      if (fault === 'duplicate') await anotherWorker(functions.get(at.fn) ?? '', at);
      else void visibleAfter(over, at);
    },
  });
  functions = await armed(control.url, FUNCTION_SECONDS);

  async function depth(keys: readonly string[]): Promise<number> {
    const AttributeNames = ['ApproximateNumberOfMessages' as const, 'ApproximateNumberOfMessagesNotVisible' as const];
    let messages = 0;
    for (const key of keys) {
      const QueueUrl = stack.plane.name(key);
      const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
      messages += Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
    }
    return messages;
  }

  async function running(): Promise<number> {
    const stateMachineArn = stack.plane.name('state-machine/invoice-processing');
    let count = 0;
    for await (const { executions = [] } of paginateListExecutions(
      { client: sfn },
      { stateMachineArn, statusFilter: 'RUNNING' },
    ))
      count += executions.length;
    return count;
  }

  return {
    ...stack,
    engine: { endpoint: stack.endpoint },
    control,
    /** What is under way once nothing moves any more, or the time is over; and what has failed for good. */
    async left(withinMs: number) {
      const deadline = Date.now() + withinMs;
      for (;;) {
        const found = { running: await running(), waiting: await depth(WAITING), dead: await depth(DEAD) };
        if (found.running + found.waiting === 0 || Date.now() > deadline) return found;
        await sleep(1_000);
      }
    },
    /** The references of what is in the ERP, as often as it is there. */
    booked(): string[] {
      const page = stack.erp.answer('documents', [0, 100_000]) as { documents: { reference: string }[] };
      return page.documents.map(({ reference }) => reference);
    },
    async stop(): Promise<void> {
      await control.stop();
      await stack.stop();
      await identity.stop();
    },
  };
}
