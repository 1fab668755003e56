import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { z } from 'zod';
import { OWN_SOURCE } from '../../statemachines/kernel/events/outgoing-event.ts';

const answerEvent = z.looseObject({
  detail: z.looseObject({
    type: z.string(),
    data: z.looseObject({
      event: z.looseObject({ id: z.string() }),
      answer: z.string(),
      reasons: z.array(z.string()).optional(),
    }),
  }),
});

export interface IntakeAnswer {
  readonly answer: string;
  readonly reasons: readonly string[];
}

/** Listens on the bus like any sender would, for intake's answers to its events. */
export async function listenForAnswers(busName: string) {
  const sqs = new SQSClient({});
  const bus = new EventBridgeClient({});
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'sample-sender-answers' }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const Name = 'sample-sender-answers';
  const EventPattern = JSON.stringify({ source: [OWN_SOURCE], 'detail-type': [{ prefix: 'intake.' }] });
  await bus.send(new PutRuleCommand({ Name, EventBusName: busName, EventPattern }));
  await bus.send(
    new PutTargetsCommand({
      Rule: Name,
      EventBusName: busName,
      Targets: [{ Id: 'queue', Arn: Attributes?.['QueueArn'] ?? '' }],
    }),
  );
  const answers = new Map<string, IntakeAnswer>();
  const receive = once(async () => {
    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
    );
    for (const { Body, ReceiptHandle } of Messages ?? []) {
      const { data } = answerEvent.parse(JSON.parse(Body ?? '')).detail;
      answers.set(data.event.id, { answer: data.answer, reasons: data.reasons ?? [] });
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  });
  return {
    /** The answer to one event, or an error after the deadline. */
    async to(eventId: string, timeoutMs: number): Promise<IntakeAnswer> {
      const deadline = Date.now() + timeoutMs;
      while (Date.now() < deadline) {
        const answer = answers.get(eventId);
        if (answer) return answer;
        await receive();
      }
      throw new Error(`intake has not answered event ${eventId} within ${timeoutMs / 1000} s`);
    },
  };
}

/** The same work for all who ask while it is under way: else one would take in another's answer, who goes on waiting. */
function once(work: () => Promise<void>): () => Promise<void> {
  let underWay: Promise<void> | undefined;
  return () => {
    underWay ??= work().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
