import { setTimeout as sleep } from 'node:timers/promises';
import { GetExecutionHistoryCommand, paginateListExecutions, SFNClient } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { ControlPlane } from '../../cli/control-plane.ts';

const sfn = new SFNClient({});
const sqs = new SQSClient({});
const DEPTHS = ['ApproximateNumberOfMessages' as const, 'ApproximateNumberOfMessagesNotVisible' as const];
const DEAD = ['intake-dead-letters-url', 'command-dead-letters-url', 'stream-failures-url'];
/** As AWS services and Lambda call it. */
const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|Rate exceeded/;
const LOOK_MS = 1_000;
/** So often nothing must be seen: an event may be between the bus and the queue. */
const IDLE_LOOKS = 3;

/** The queues and executions of a deployed control plane, for whoever watches a flood. */
export function watching(plane: ControlPlane) {
  const stateMachineArn = plane.name('state-machine/invoice-processing');

  async function depth(...keys: readonly string[]): Promise<number> {
    let messages = 0;
    for (const key of keys) {
      const asked = new GetQueueAttributesCommand({ QueueUrl: plane.name(key), AttributeNames: DEPTHS });
      const { Attributes = {} } = await sqs.send(asked);
      messages += Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
    }
    return messages;
  }

  async function executions(statusFilter?: 'RUNNING') {
    const found = [];
    const pages = paginateListExecutions({ client: sfn }, { stateMachineArn, ...(statusFilter && { statusFilter }) });
    for await (const page of pages) found.push(...(page.executions ?? []));
    return found;
  }

  /** How often a step of any of them was refused since there were too many. */
  async function throttles(): Promise<number> {
    let count = 0;
    for (const { executionArn } of await executions()) {
      const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000 }));
      count += events.filter((event) => THROTTLED.test(JSON.stringify(event))).length;
    }
    return count;
  }

  /** Looks until `ended` is aborted: the greatest depth of Intake's queue, and the most executions in flight. */
  async function most(ended: AbortSignal) {
    const found = { queued: 0, commands: 0, inFlight: 0 };
    while (!ended.aborted) {
      found.queued = Math.max(found.queued, await depth('intake-queue-url'));
      found.commands = Math.max(found.commands, await depth('command-queue-url'));
      found.inFlight = Math.max(found.inFlight, (await executions('RUNNING')).length);
      await sleep(LOOK_MS);
    }
    return found;
  }

  return {
    most,
    throttles,
    dead: () => depth(...DEAD),
    /** The most that were started within one second of the clock. */
    async mostStarts(): Promise<number> {
      const started = (await executions()).map(({ startDate }) => Math.floor(Number(startDate) / 1_000));
      return Math.max(
        0,
        ...Map.groupBy(started, (second) => second)
          .values()
          .map(({ length }) => length),
      );
    },
    /** Settles when nothing is queued or runs any more. @throws Error when it takes too long */
    async idle(withinMs: number): Promise<void> {
      const deadline = Date.now() + withinMs;
      for (let idleLooks = 0; ; ) {
        const left = (await depth('intake-queue-url', 'command-queue-url')) + (await executions('RUNNING')).length;
        idleLooks = left === 0 ? idleLooks + 1 : 0;
        if (idleLooks === IDLE_LOOKS) return;
        if (Date.now() > deadline) throw new Error(`${left} messages and executions are left`);
        await sleep(LOOK_MS);
      }
    },
  };
}
