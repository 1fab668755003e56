import { busEvent, type CloudEvent } from '../../statemachines/kernel/envelope.ts';
import { isErrorNamed } from '../../statemachines/kernel/errors.ts';
import { answerEvent, MOST_REASON } from '../../statemachines/kernel/events/intake-answers.ts';
import { digestOf } from '../../statemachines/kernel/ids.ts';
import { sequenceOf } from '../../statemachines/kernel/order.ts';
import { invalidInput } from '../shared/task.ts';
import type { IntakeDeps, Received } from './deps.ts';
import { inTurn } from './in-turn.ts';
import { readEvent } from './read-event.ts';
import { takeIn } from './take-in.ts';

/**
 * Takes in one bus event: parses its contract, claims the case, starts its execution and answers the sender. An event
 * with a `sequence` is taken in after those of its subject that come before it.
 * Everything is idempotent, so a repeat after a crash at any point ends in the same answer.
 * @throws CountersignError Transient when it should be delivered again
 */
export async function intake(event: unknown, deps: IntakeDeps): Promise<Received> {
  const parsed = busEvent.safeParse(event);
  if (!parsed.success) return quarantined(event, [invalidInput(parsed.error).message], deps);
  const { detail: cloud, source: sender } = parsed.data;
  try {
    const answer = await admit(event, cloud, sender, deps);
    await answerSender(cloud, answer, deps);
    return answer;
  } catch (error) {
    if (!isErrorNamed(error, 'InvalidInput')) throw error;
    return quarantined(event, [(error as Error).message], deps, cloud);
  }
}

async function admit(event: unknown, cloud: CloudEvent, sender: string, deps: IntakeDeps): Promise<Received> {
  const sequence = sequenceOf(cloud);
  const read = await readEvent(cloud, sender, deps);
  const open = () => takeIn(read, cloud, sender, deps);
  if (sequence === undefined) return open();
  const { source, subject = '' } = cloud;
  const stream = { sender, source, workflow: read.workflow.slug, subject };
  return inTurn({ stream, sequence, eventId: `${sender}/${cloud.id}`, event, digest: digestOf(cloud), open }, deps);
}

type Answerable = Pick<CloudEvent, 'id' | 'source' | 'type' | 'traceparent'>;

async function answerSender(cloud: Answerable, { answer, caseId, reasons }: Received, deps: IntakeDeps) {
  const { id, source, type, traceparent } = cloud;
  const data = {
    event: { id, source, type },
    answer,
    ...(caseId !== undefined && { caseId }),
    ...(reasons && { reasons: reasons.map((reason) => reason.slice(0, MOST_REASON)) }),
  };
  await deps.announcer.announce(answerEvent(data, deps.clock.now().toISOString(), traceparent));
}

async function quarantined(event: unknown, reasons: string[], deps: IntakeDeps, cloud?: CloudEvent): Promise<Received> {
  const id = digestOf(event);
  await deps.quarantine.keep(id, event, reasons);
  const received = { answer: 'quarantined', reasons } as const;
  await answerSender(cloud ?? { id, source: 'unknown', type: 'unknown' }, received, deps);
  return received;
}
