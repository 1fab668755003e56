import { orderSummary } from '../../lambdas/ledger/order-summary.ts';
import { orderedOf } from '../../lambdas/order/fold.ts';
import { keepOrder } from '../../lambdas/order/keep.ts';
import { orderLine } from '../../lambdas/shared/adapters/order-view.ts';
import { caseIdOf, digestOf } from '../../statemachines/kernel/ids.ts';
import { orderCaseId } from '../../statemachines/kernel/order.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import { addWorkingTime } from '../../statemachines/kernel/working-time.ts';
import { asWorker, boundaries, type Plan } from './faults.ts';
import { memoryTables } from './faults-memory.ts';
import { faultyPorts } from './faults-ports.ts';
import { handClock } from './memory-ledger.ts';
import { noteOf, taken } from './toy-order.ts';

const DESK = orderCaseId({ sender: 'shop', source: 'shop/eu', workflow: 'toy', subject: 'desk' });
const RECEIVES = 20;

/** One subject's events through the real Intake, a worker for each message, of which one meets a fault as planned. */
export function orderWorld(plan?: Plan) {
  const tables = memoryTables();
  const clock = handClock();
  const crossing = boundaries(plan);
  const started: string[] = [];
  const ports = faultyPorts(tables, crossing, {
    ...{ clock, enforcesKey: true },
    executions: {
      start: async (_, name) => void started.push(name),
      stop: async () => {},
      status: async () => 'running',
    },
    answerer: { answer: async () => {} },
  });
  const queue: { message: unknown; receives: number }[] = [];
  const dead: unknown[] = [];

  /** What is there is delivered until it is taken, and what that asks for after it. */
  async function drain({ lost = RECEIVES }: { lost?: number } = {}): Promise<void> {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { message, receives } = next;
      try {
        await asWorker(() => taken(message, ports.intake));
      } catch {
        if (receives + 1 < lost) queue.push({ message, receives: receives + 1 });
        else dead.push(message);
      }
      for (const asked of ports.releases.splice(0)) queue.push({ message: asked, receives: 0 });
    }
  }

  return {
    ...{ tables, clock, crossing, queue, dead, drain, ports },
    send: (...numbers: number[]) => {
      for (const n of numbers) queue.push({ message: noteOf(n), receives: 0 });
    },
    entries: () => tables.store.read(DESK),
    /** A minute later somebody looks at what waits. */
    async keep(patienceMs = 3_600_000) {
      clock.advance(60_000);
      const summary = orderSummary(await tables.store.read(DESK), { deadline: addWorkingTime });
      const lines = summary?.reviewOrder ? [orderLine(summary)] : [];
      const kept = await keepOrder({
        ...{ ...ports.as('order'), positions: tables.positions, patienceMs },
        waiting: async ({ after = '' }) => (after ? [] : lines),
        ask: async (message) => void queue.push({ message, receives: 0 }),
      });
      await drain();
      return kept;
    },
    /** What is not as it must be once `n` events have come to rest, in words. */
    async breaches(n: number, { answered = true } = {}): Promise<string[]> {
      const found: string[] = [];
      const all = Array.from({ length: n }, (_, index) => index + 1);
      const wanted = all.map((number) => `${caseIdOf('toy', [`desk/${number}`])}-1`);
      if ([...new Set(started)].join() !== wanted.join()) found.push(`taken in as ${[...new Set(started)].join()}`);
      const entries = await tables.store.read(DESK);
      found.push(...chainFaults(entries));
      const { held = [] } = orderedOf(entries) ?? {};
      if (held.length > 0) found.push(`still held: ${held.map(({ sequence }) => sequence).join()}`);
      const last = await tables.positions.last(DESK);
      if (last !== n) found.push(`stands at ${last}`);
      for (const number of all) {
        const received = await tables.store.read(caseIdOf('toy', [`desk/${number}`]));
        if (received.length !== 1) found.push(`${number} has ${received.length} entries`);
        const answer = digestOf(['shop/eu', `desk-${number}`, 'intake.accepted.v1']);
        if (answered && !ports.announced.includes(answer)) found.push(`${number} was not answered accepted`);
      }
      return found;
    },
  };
}
