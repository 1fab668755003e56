import { type CountersignError, type ErrorName, isErrorNamed } from '../../statemachines/kernel/errors.ts';
import type { CommandMessage } from '../../statemachines/kernel/task-input.ts';
import { asTransient } from '../shared/as-transient.ts';
import type { Answerer } from './answer.ts';
import { effectKey } from './effect-log.ts';
import { execute } from './gateway.ts';
import type { GatewayDeps } from './gateway-ports.ts';
import { giveUp } from './give-up.ts';
import { type Later, laterIfTransient, type Outcome } from './outcome.ts';
import type { ReadCommand } from './read-command.ts';
import { type Remedy, type Runs, remedyAfter } from './runs.ts';

/** A message as the queue delivers it. */
export interface Delivery {
  readonly body: string;
  /** What the body says. */
  readonly read: ReadCommand;
  /** The ERP company in whose order it stands. */
  readonly group: string;
  /** When this worker's time is over. */
  readonly mustEndBy: Date;
}

export interface DeliverDeps extends GatewayDeps {
  readonly runs: Runs;
  readonly answerer: Answerer;
  /** Keeps a message, word for word, where a person is alarmed; the same one twice within minutes is kept once. */
  readonly aside: { put(delivery: Delivery, why: string): Promise<void> };
}

type Delivered = { readonly kind: 'done' } | Later;
const DONE: Delivered = { kind: 'done' };

/**
 * Brings one message to its end, so that its successors may come: settled in the ledger and answered, or put aside for
 * a person; or says when to deliver it again. Whatever it throws is a crash; after a few of one command it is given up.
 */
export async function deliver(delivery: Delivery, deps: DeliverDeps): Promise<Delivered> {
  const { read } = delivery;
  const work = async () => {
    if (read.kind === 'command') return await counted(read.message, delivery, deps);
    await putAside(delivery, 'InvalidInput', read.why, deps, read.taskToken);
    return DONE;
  };
  return work().catch(asTransient).catch(laterIfTransient);
}

/** A wait is no crash, and neither is a fault of an AWS service. A run that is done stays counted: it may die before its message is gone. */
async function counted(message: CommandMessage, delivery: Delivery, deps: DeliverDeps): Promise<Delivered> {
  const run = await deps.runs.begin(`${message.caseId}/${effectKey(message)}`, delivery.mustEndBy);
  const delivered = await carry(message, run.crashes, delivery, deps).catch(asTransient).catch(laterIfTransient);
  if (delivered.kind === 'later') await run.strikeOut();
  return delivered;
}

async function carry(
  message: CommandMessage,
  crashes: number,
  delivery: Delivery,
  deps: DeliverDeps,
): Promise<Delivered> {
  const remedy = remedyAfter(crashes);
  if (remedy === 'put aside' || remedy === 'put aside and say so') {
    const token = remedy === 'put aside' ? undefined : message.taskToken;
    await putAside(delivery, 'EffectUnknown', `its worker died ${crashes} times`, deps, token);
    return DONE;
  }
  try {
    const outcome = await settled(message, remedy, crashes, deps);
    if (outcome.kind === 'later') return outcome;
    await deps.answerer.answer(message.taskToken, outcome.answer);
  } catch (error) {
    if (!isErrorNamed(error, 'InvalidInput')) throw error;
    await putAside(delivery, 'InvalidInput', (error as CountersignError).message, deps, message.taskToken);
  }
  return DONE;
}

function settled(
  message: CommandMessage,
  remedy: Exclude<Remedy, 'put aside' | 'put aside and say so'>,
  crashes: number,
  deps: DeliverDeps,
): Promise<Outcome> {
  if (remedy === 'carry out') return execute(message, deps);
  return giveUp(message, { crashes, looks: remedy === 'look and settle' }, deps);
}

/** Kept first: an answer without it would lose the message. */
async function putAside(
  delivery: Delivery,
  error: ErrorName,
  cause: string,
  { aside, answerer }: DeliverDeps,
  taskToken?: string,
): Promise<void> {
  await aside.put(delivery, cause);
  if (taskToken !== undefined) await answerer.answer(taskToken, { kind: 'failure', error, cause });
}
