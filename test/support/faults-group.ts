import { decide } from '../../lambdas/decide/run.ts';
import type { Answer } from '../../lambdas/erp/answer.ts';
import { gather } from '../../lambdas/gather/run.ts';
import { intake } from '../../lambdas/intake/run.ts';
import { caseIdOf } from '../../statemachines/kernel/ids.ts';
import { commandMessage } from '../../statemachines/kernel/task-input.ts';
import { boundaries } from './faults.ts';
import { eventOf } from './faults-outside.ts';
import { faultyPorts, type Stored } from './faults-ports.ts';
import { deliveries, deliverTo, type Queued } from './faults-queue.ts';
import { handClock } from './memory-ledger.ts';

/** As the construct sets it: six times the handler's timeout. */
const VISIBILITY_MS = 180_000;

/** One ERP company's group of the command queue: decided commands in order, each with boundaries of its own. */
export function faultsGroup(stored: Stored) {
  const clock = handClock();
  const queue: Queued<string>[] = [];
  const faults: string[] = [];
  const portsOf = new Map<string, ReturnType<typeof faultyPorts>>();
  const deliver = deliveries(clock, faults);

  /** Brings a note to its decision and queues its command. */
  async function command(number: string) {
    const crossing = boundaries();
    const answers: Answer[] = [];
    const ports = faultyPorts(stored, crossing, {
      clock,
      enforcesKey: true,
      executions: { start: async () => {}, stop: async () => {}, status: async () => 'running' },
      answerer: { answer: async (_, answer) => void answers.push(answer) },
    });
    await intake(eventOf({ number, cents: 500 }), ports.intake);
    const caseId = caseIdOf('toy', [number]);
    const start = { schema: 1, caseId, attempt: 1, workflow: 'toy' } as const;
    const gathered = await gather({ ...start, state: 'Gather' }, ports.gather);
    await ports.as('assess').ledger.append(caseId, {
      entryKey: '1/1/Assess',
      stage: 'assessed',
      actor: { kind: 'model', id: 'toy' },
      workflow: { slug: 'toy', version: '1' },
      body: { attempt: 1, visit: 1, assessment: { confidence: 0.95, anomalies: [] } },
      evidence: [],
    });
    const decided = await decide({ ...gathered, state: 'Decide' }, ports.decide);
    const message = commandMessage.parse({ ...decided, command: 'post-toy', taskToken: `token of ${number}` });
    const body = JSON.stringify(message);
    const queued = { body, at: clock.now().getTime(), receives: 0 };
    queue.push(queued);
    portsOf.set(body, ports);
    const entries = () => stored.store.read(caseId);
    return { crossing, ports, answers, entries, queued, sent: [message], mostRunning: () => 1 };
  }

  /** Delivers the head until nothing is left; @throws Error when a message comes back too often */
  async function run(): Promise<void> {
    for (let head = queue[0]; head; head = queue[0]) {
      clock.advance(Math.max(0, head.at - clock.now().getTime()));
      await deliver(queue, VISIBILITY_MS, async (body) => {
        const ports = portsOf.get(body);
        return ports && deliverTo(ports, body);
      });
    }
  }
  return { command, run };
}
