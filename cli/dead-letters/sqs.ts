import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { DeadLetter, DeadLetterPort } from './port.ts';

const BATCH = 10;
/** For how long what is looked at is hidden from others, unless it is released before. */
const HIDDEN_SECONDS = 60;
/** What says why: our gateway, EventBridge. */
const REASONS = ['why', 'ERROR_CODE', 'ERROR_MESSAGE', 'RULE_ARN'];

/** Dead letters in SQS, found by the queues' URLs. */
export function sqsDeadLetters(sqs = new SQSClient({ maxAttempts: 5 })): DeadLetterPort {
  return {
    async receive(QueueUrl) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          ...{ QueueUrl, MaxNumberOfMessages: BATCH, VisibilityTimeout: HIDDEN_SECONDS, WaitTimeSeconds: 1 },
          MessageAttributeNames: ['All'],
          MessageSystemAttributeNames: ['SentTimestamp', 'MessageGroupId', 'ApproximateReceiveCount'],
        }),
      );
      return Messages.map(letterOf);
    },
    async release(QueueUrl, letters) {
      for (let first = 0; first < letters.length; first += BATCH) {
        const Entries = letters.slice(first, first + BATCH).map(({ receipt }, index) => ({
          ...{ Id: String(index), ReceiptHandle: receipt, VisibilityTimeout: 0 },
        }));
        await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
      }
    },
    async send(QueueUrl, { id, body, group }) {
      const fifo = group === undefined ? {} : { MessageGroupId: group, MessageDeduplicationId: id };
      const { MessageId } = await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, ...fifo }));
      return String(MessageId);
    },
    async remove(QueueUrl, { receipt }) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: receipt }));
    },
  };
}

function letterOf({ MessageId, ReceiptHandle, Body, Attributes, MessageAttributes = {} }: Message): DeadLetter {
  const said = REASONS.flatMap((name) => MessageAttributes[name]?.StringValue ?? []);
  const group = Attributes?.MessageGroupId;
  return {
    ...{ id: String(MessageId), receipt: String(ReceiptHandle), body: Body ?? '' },
    why: said.join('; ') || 'not said: its consumer failed on it too often',
    since: new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString(),
    ...(group !== undefined && { group }),
  };
}
