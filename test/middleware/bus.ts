import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { z } from 'zod';
import type { ControlPlane } from '../../cli/control-plane.ts';
import type { BusEvent } from './malformed.ts';

const bus = new EventBridgeClient({});
const sqs = new SQSClient({});
/** What PutEvents takes at once. */
const MOST = 10;
let listeners = 0;

/** Puts the events on the bus, in their order. @throws Error when the bus does not take one */
export async function putAll(plane: ControlPlane, events: readonly BusEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += MOST) {
    const Entries = events.slice(from, from + MOST).map(({ source, detail, 'detail-type': DetailType }) => ({
      ...{ EventBusName: plane.name('bus-name'), Source: source, DetailType },
      Detail: JSON.stringify(detail),
    }));
    const { FailedEntryCount } = await bus.send(new PutEventsCommand({ Entries }));
    if (FailedEntryCount) throw new Error(`the bus did not take ${FailedEntryCount} events`);
  }
}

const heard = z.object({
  detail: z.object({ data: z.object({ event: z.object({ id: z.string(), source: z.string() }), answer: z.string() }) }),
});

/** Listens to what intake answers. By the event's id; events whose envelope can't be read are together under `unknown`. */
export async function listen(plane: ControlPlane) {
  listeners += 1;
  const name = `middleware-answers-${listeners}`;
  const EventBusName = plane.name('bus-name');
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const EventPattern = JSON.stringify({ 'detail-type': [{ prefix: 'intake.' }] });
  await bus.send(new PutRuleCommand({ Name: name, EventBusName, EventPattern }));
  const Targets = [{ Id: 'queue', Arn: Attributes?.['QueueArn'] }];
  await bus.send(new PutTargetsCommand({ Rule: name, EventBusName, Targets }));
  const answers = new Map<string, string[]>();

  /** @returns whether there was anything */
  async function receive(): Promise<boolean> {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: MOST, WaitTimeSeconds: 1 }),
    );
    if (Messages.length === 0) return false;
    for (const { Body } of Messages) {
      const { event, answer } = heard.parse(JSON.parse(Body ?? '')).detail.data;
      const id = event.source === 'unknown' ? 'unknown' : event.id;
      answers.set(id, [...(answers.get(id) ?? []), answer]);
    }
    const Entries = Messages.map(({ ReceiptHandle }, nth) => ({ Id: String(nth), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    return true;
  }

  return {
    answers,
    /** Listens until every event has been answered as often as it was sent, and once more if it was held. @throws Error when it takes too long */
    async until(sent: ReadonlyMap<string, number>, timeoutMs: number): Promise<void> {
      const deadline = Date.now() + timeoutMs;
      const missing = () =>
        [...sent].filter(([id, times]) => {
          const heard = answers.get(id) ?? [];
          return heard.length < times + Number(heard.includes('held'));
        });
      while (missing().length > 0) {
        await receive();
        if (Date.now() > deadline)
          throw new Error(`no answer yet to ${missing().length} events, such as ${missing()[0]}`);
      }
    },
  };
}
