import { deliver } from '../../lambdas/erp/deliver.ts';
import { readCommand } from '../../lambdas/erp/read-command.ts';
import { waitMs } from '../../statemachines/kernel/patience.ts';
import { asWorker } from './faults.ts';
import type { faultyPorts } from './faults-ports.ts';
import type { handClock } from './memory-ledger.ts';

/** A message as SQS keeps it: visible from `at`, in milliseconds since the epoch. */
export interface Queued<T> {
  readonly body: T;
  at: number;
  receives: number;
}
const MOST_RECEIVES = 20;

/** Delivers the head of a queue: gone when it is done, back after its time when it is not. Failures go to `faults`. */
export function deliveries(clock: ReturnType<typeof handClock>, faults: string[]) {
  return async <T>(
    queue: Queued<T>[],
    visibilityMs: number,
    handle: (body: T) => Promise<number | undefined>,
  ): Promise<void> => {
    const message = queue[0];
    if (!message) return;
    message.receives += 1;
    const wait = await asWorker(() => handle(message.body)).catch((error: unknown) => {
      faults.push(String(error));
      return visibilityMs;
    });
    if (wait === undefined) queue.splice(queue.indexOf(message), 1);
    else message.at = clock.now().getTime() + wait;
    if (message.receives >= MOST_RECEIVES) throw new Error(`given up after ${MOST_RECEIVES} receives`);
  };
}

/** As the construct sets it. */
const TIMEOUT_MS = 30_000;

/** The gateway's handler: milliseconds after which the message is to come again, or none. */
export async function deliverTo(ports: ReturnType<typeof faultyPorts>, body: string): Promise<number | undefined> {
  const mustEndBy = new Date(ports.gateway.clock.now().getTime() + TIMEOUT_MS);
  const delivery = { body, read: readCommand(body), group: 'main', mustEndBy };
  const outcome = await deliver(delivery, { ...ports.gateway, ...ports.queue });
  if (outcome.kind === 'done') return undefined;
  return waitMs(outcome.afterMs, 1);
}
