import { intake } from '../../lambdas/intake/run.ts';
import { summaryOf } from '../../lambdas/ledger/publish.ts';
import { reopen } from '../../lambdas/reopen/run.ts';
import { requestMark } from '../../lambdas/review/request-mark.ts';
import { attemptOf } from '../../lambdas/shared/attempts.ts';
import { sweep } from '../../lambdas/sweep/run.ts';
import { caseIdOf } from '../../statemachines/kernel/ids.ts';
import { type CaseRef, type CommandMessage, commandMessage } from '../../statemachines/kernel/task-input.ts';
import { asWorker, boundaries } from './faults.ts';
import { executionBook } from './faults-executions.ts';
import { type Execution, graph } from './faults-graph.ts';
import { answerEventOf, askSender, countersign, eventOf, laterEvent, type WorldOptions } from './faults-outside.ts';
import { faultyPorts, type Stored } from './faults-ports.ts';
import { deliveries, deliverTo, type Queued } from './faults-queue.ts';
import { handClock } from './memory-ledger.ts';

/** As the constructs set them: six times the handler's timeout, a sweep every minute. */
const VISIBILITY_MS = { intake: 360_000, command: 180_000 };
const SWEEP_MS = 60_000;
/** The longest that a function runs. */
const LAMBDA_MS = 60_000;
const MOST_TURNS = 300;

/** One case's world: queues, executions and time as AWS keeps them, the real handlers, and one fault. */
export function faultsWorld(stored: Stored, options: WorldOptions) {
  const { note, plan, enforcesKey = true } = options;
  const clock = handClock();
  const now = () => clock.now().getTime();
  const events: Queued<unknown>[] = [];
  const commands: Queued<CommandMessage>[] = [];
  const sent: CommandMessage[] = [];
  let tokens = 0;
  const reviews: { execution: Execution; ref: CaseRef; at: number }[] = [];
  const book = executionBook();
  const faults: string[] = [];
  const caseId = caseIdOf('toy', [note.number]);
  let sweptAt = now();
  let stopDue = options.stopped;

  const timeOut = async () => {
    for (const execution of book.running())
      if (execution.waiting && !execution.waiting.review) await flow.timedOut(execution);
  };
  const crossing = boundaries(plan, {
    stopped: book.stop,
    'time over': timeOut,
    timeout: async () => clock.advance(LAMBDA_MS),
  });
  const ports: ReturnType<typeof faultyPorts> = faultyPorts(stored, crossing, {
    clock,
    enforcesKey,
    workflow: options.workflow,
    executions: book.port,
    answerer: { answer: book.answer },
  });
  const flow = (options.flow ?? graph)(
    () => ports,
    (execution, ref, review, effect) => {
      if (stopDue === 'after its decision') {
        stopDue = undefined;
        execution.ended = 'stopped';
        return;
      }
      tokens += 1;
      const token = `${execution.name}/${tokens}`;
      const seconds = (review ? ref.reviewSeconds : ref.effectSeconds) ?? 60;
      execution.waiting = { token, ref, until: now() + seconds * 1000, review, state: effect?.state };
      if (review)
        return void reviews.push({ execution, ref, at: now() + (options.approvesAfterMs ?? Number.POSITIVE_INFINITY) });
      const body = commandMessage.parse({ ...ref, command: effect?.command ?? 'post-toy', taskToken: token });
      sent.push(body);
      commands.push({ body, at: now(), receives: 0 });
    },
  );

  const settleDown = () => book.settleDown(flow);

  /** The gateway's handler: answers what is settled, postpones what is not. Milliseconds to wait, or none. */
  const carry = (message: CommandMessage) => deliverTo(ports, JSON.stringify(message));

  const deliver = deliveries(clock, faults);
  const deliverEvent = () =>
    deliver(events, VISIBILITY_MS.intake, async (body) => {
      await intake(body, ports.intake);
      return undefined;
    });
  const deliverCommand = async () => {
    const failures = faults.length;
    await deliver(commands, VISIBILITY_MS.command, carry);
    if (faults.length === failures || stopDue !== 'when its worker fails') return;
    stopDue = undefined;
    await book.stop();
  };

  /** A person countersigns what the oldest open review shows. */
  async function approve(): Promise<void> {
    const review = reviews.shift();
    const digest = review?.ref.digest;
    if (!review || !digest || review.execution.ended) return;
    const done = await asWorker(() => countersign(ports, review.ref, digest)).catch((error: unknown) => error as Error);
    if (done instanceof Error) return void reviews.push({ ...review, at: now() + 60_000 });
    if (review.execution.waiting?.review) await flow.answered(review.execution, { kind: 'success', output: {} });
  }

  /** A person reopens the case, by one and the same request until another attempt has ended; refused where it can't be. */
  async function reopenOnce(): Promise<unknown> {
    const seen = attemptOf(await stored.store.read(caseId));
    const wanted = { caseId, reason: 'mended', attempt: seen, request: requestMark(`reopen ${seen}`, seen) };
    const person = { subject: 'bob', claimed: ['clerk'] };
    return asWorker(() => reopen(person, wanted, ports.reopen)).catch((error: unknown) => error);
  }

  async function sweepOnce(): Promise<void> {
    sweptAt = now();
    const inFlight = async () => {
      const summary = summaryOf(await stored.store.read(caseId));
      return summary ? [summary] : [];
    };
    await asWorker(() => sweep({ ...ports.sweep, cases: { inFlight } })).catch((error: unknown) => {
      faults.push(String(error));
    });
  }

  /** Whatever is due first; `false` once nothing can happen any more. */
  async function turn(): Promise<boolean> {
    await settleDown();
    const running = book.running();
    const quiet = events.length === 0 && commands.length === 0 && running.length === 0;
    if (quiet && (await sweptClean())) return false;
    const due: [at: number, act: () => Promise<unknown>][] = [];
    if (events[0]) due.push([events[0].at, deliverEvent]);
    if (commands[0]) due.push([commands[0].at, deliverCommand]);
    for (const { at } of reviews) if (Number.isFinite(at)) due.push([at, approve]);
    for (const execution of running)
      if (execution.waiting) due.push([execution.waiting.until, () => flow.timedOut(execution)]);
    const others = Math.min(...due.map(([at]) => at));
    if (sweptAt + SWEEP_MS < others || due.length === 0) {
      clock.advance(Math.max(0, sweptAt + SWEEP_MS - now()));
      const before = crossing.crossed.length;
      await sweepOnce();
      const idle = !crossing.crossed.slice(before).some((name) => !name.endsWith('ledger read'));
      if (idle && due.length > 0) sweptAt = Math.max(sweptAt, others - SWEEP_MS);
      return true;
    }
    const [at, act] = due.toSorted(([a], [b]) => a - b)[0] ?? [now(), sweepOnce];
    clock.advance(Math.max(0, at - now()));
    await act();
    return true;
  }

  async function run(): Promise<void> {
    for (let turns = 0; turns < MOST_TURNS; turns += 1) if (!(await turn())) return;
    throw new Error('the case does not come to an end');
  }

  /** Two sweeps that start nothing: no more can come. */
  async function sweptClean(): Promise<boolean> {
    const before = book.all.size;
    for (let turn = 0; turn < 2; turn += 1) {
      clock.advance(SWEEP_MS);
      await sweepOnce();
    }
    return book.all.size === before && book.idle();
  }

  return {
    clock,
    ports,
    crossing,
    executions: book.all,
    sent,
    stop: book.stop,
    timeOut,
    approve,
    mostRunning: book.mostRunning,
    sweepOnce,
    reopenOnce,
    settleDown,
    deliverCopy: (message: CommandMessage) => asWorker(() => carry(message)).catch(() => undefined),
    /** The business system's event; the same every time. */
    submit: () => void events.push({ body: eventOf(note), at: now(), receives: 0 }),
    /** Its n-th event after that: a note of other cents in its place, or that it is withdrawn. */
    later: (nth: number, cents?: number) => {
      const does = cents === undefined ? 'withdraws' : 'replaces';
      events.push({ body: laterEvent(nth, { ...note, ...(cents && { cents }) }, does), at: now(), receives: 0 });
    },
    /** A reviewer asks the sender, who has a while to answer; a request that fails is made again. */
    ask: async (ms: number) => {
      const until = new Date(now() + ms).toISOString();
      const asked = () => asWorker(() => askSender(ports, caseId, until));
      await asked().catch(asked);
    },
    answer: () => void events.push({ body: answerEventOf(note), at: now(), receives: 0 }),
    turn,
    run,
    caseId,
    entries: () => stored.store.read(caseId),
  };
}
