import type { AssessDeps } from '../../lambdas/assess/run.ts';
import { deliver } from '../../lambdas/erp/deliver.ts';
import { readCommand } from '../../lambdas/erp/read-command.ts';
import { letIn } from '../../lambdas/intake/let-in.ts';
import { intake } from '../../lambdas/intake/run.ts';
import { statusOf } from '../../lambdas/shared/case-status.ts';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { caseIdOf } from '../../statemachines/kernel/ids.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { type CaseRef, commandMessage } from '../../statemachines/kernel/task-input.ts';
import { boundaries } from '../support/faults.ts';
import { type Execution, graph } from '../support/faults-graph.ts';
import { faultyPorts, type Stored, WORKFLOW } from '../support/faults-ports.ts';
import { handClock } from '../support/memory-ledger.ts';
import type { Answered } from './account.ts';
import { commandQueue } from './command-queue.ts';
import { erpStandIn, type Manners } from './erp-stand-in.ts';
import { seeded } from './seeded.ts';
import { companyOf, toyEvent, toyNumber } from './toy-event.ts';
import type { Sent } from './traffic.ts';

/** At once: events in intake, and executions under way. */
const LANES = 16;
const WAVE = 500;
const WORKER_MS = 30_000;

/** The toy, with a few ERP companies: each a group of the command queue. */
const workflow: Workflow = {
  ...WORKFLOW,
  propose: (of, ...rest) => {
    const proposed = WORKFLOW.propose(of, ...rest);
    const company = companyOf(String((of.document as { number: string }).number));
    return proposed && { ...proposed, commands: proposed.commands.map((command) => ({ ...command, company })) };
  },
};

/** What takes the place of a step, with what that step may use. */
interface Instead {
  readonly assess?: (
    ref: CaseRef,
    deps: Pick<AssessDeps, 'ledger' | 'mac' | 'evidence' | 'clock' | 'workflowOf'>,
  ) => Promise<CaseRef>;
}

/** The real handlers from the bus event to the ERP, in this process, over such tables and such an ERP. */
export function middlewareWorld(stored: Stored, seed: number, manners: Manners, { assess }: Instead = {}) {
  const clock = handClock();
  const erp = erpStandIn(clock, seeded(seed + 1), manners);
  const queue = commandQueue(clock);
  const executions = new Map<string, Execution>();
  const waiting = new Map<string, Execution>();
  const answers: Answered[] = [];
  /** How often each command's token was answered. */
  const settled = new Map<string, number>();
  let toBegin: [Execution, CaseRef][] = [];

  const ofWorkflow = <T extends object>(deps: T) => ({ ...deps, workflowOf: () => workflow });
  const real = faultyPorts(stored, boundaries(), {
    ...{ clock, enforcesKey: manners.enforcesKey },
    executions: {
      async start(_, name, input) {
        if (executions.has(name)) return;
        const execution: Execution = { name };
        executions.set(name, execution);
        toBegin.push([execution, input as CaseRef]);
      },
      stop: async () => {},
      status: async () => 'running',
    },
    answerer: {
      async answer(token, answer) {
        settled.set(token, (settled.get(token) ?? 0) + 1);
        const execution = waiting.get(token);
        waiting.delete(token);
        if (execution) await flow.answered(execution, answer);
      },
    },
  });
  const ports: typeof real = {
    ...real,
    intake: { ...ofWorkflow(real.intake), workflows: [workflow] },
    gather: ofWorkflow(real.gather),
    decide: ofWorkflow(real.decide),
    gateway: { ...ofWorkflow(real.gateway), erp: erp.writer },
    review: ofWorkflow(real.review),
  };
  let tokens = 0;
  const flow = graph(
    () => ports,
    (execution, ref, review) => {
      tokens += 1;
      const token = `${execution.name}/${tokens}`;
      execution.waiting = { token, ref, until: Number.POSITIVE_INFINITY, review };
      waiting.set(token, execution);
      if (review) return;
      const message = commandMessage.parse({ ...ref, command: 'post-toy', taskToken: token });
      queue.send(String(ref.company), JSON.stringify(message));
    },
    assess && ((ref, { as }) => assess(ref, { ...as('assess'), workflowOf: () => workflow })),
  );

  async function carry(body: string, group: string): Promise<number | undefined> {
    const mustEndBy = new Date(clock.now().getTime() + WORKER_MS);
    const delivery = { body, read: readCommand(body), group, mustEndBy };
    const delivered = await deliver(delivery, { ...ports.gateway, ...ports.queue });
    return delivered.kind === 'done' ? undefined : delivered.afterMs;
  }

  /** What was held and is asked for, as far as nobody else is at it. */
  async function letAllIn(): Promise<void> {
    for (let asked = real.releases.shift(); asked; asked = real.releases.shift()) {
      const { caseId, entry } = asked.release;
      const { answer } = await letIn(asked, ports.intake);
      const held = (await stored.store.read(caseId)).find(({ hash }) => hash === entry);
      answers.push({ event: String(held?.body['eventId']).replace(/^shop\//, ''), answer, letIn: true });
    }
  }

  return {
    ...{ erp, queue, answers, settled, executions, carry },
    /** Takes the events in, in their order and some at once, and runs their cases as far as they come by themselves. */
    async take(sent: readonly Sent[]): Promise<void> {
      await lanes(sent, async (one) => {
        const { answer } = await intake(toyEvent(one), ports.intake);
        answers.push({ event: one.event, answer });
        await letAllIn();
      });
      const begun = toBegin;
      toBegin = [];
      await lanes(begun, ([execution, ref]) => flow.begin(execution, ref));
    },
    /** All of it, wave by wave, the commands of one carried out before the next. */
    async run(sent: readonly Sent[]): Promise<void> {
      for (let from = 0; from < sent.length; from += WAVE) {
        await this.take(sent.slice(from, from + WAVE));
        await queue.drain(carry);
      }
    },
    /** Every case among these keys that there is, as its ledger has it. */
    async cases(keys: Iterable<number>) {
      const found: { readonly key: number; readonly entries: LedgerEntry[]; readonly status: string }[] = [];
      await lanes([...keys], async (key) => {
        const entries = await stored.store.read(caseIdOf('toy', [toyNumber(key)]));
        if (entries.length > 0) found.push({ key, entries, status: statusOf(entries) });
      });
      return found;
    },
  };
}

async function lanes<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = all.values();
  const lane = async () => {
    for (const one of left) await work(one);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
