import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { sha256 } from '../../../statemachines/kernel/ids.ts';
import type { DeliverDeps } from '../../erp/deliver.ts';
import type { ReconcileDeps } from '../../reconcile/ports.ts';

const sqs = new SQSClient({ maxAttempts: 5 });

/** Lets a message that failed come back after so many milliseconds, at most 12 hours; its group waits behind it. */
export async function postpone(QueueUrl: string, ReceiptHandle: string, afterMs: number): Promise<void> {
  const VisibilityTimeout = Math.min(43_200, Math.ceil(afterMs / 1000));
  await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
}

/** Puts a command once more into its company's group; the same within minutes is one. */
export function commandSender(QueueUrl: string): ReconcileDeps['settle'] {
  return async (message, company) => {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message), MessageGroupId: company }));
  };
}

/** Puts messages aside into a FIFO dead-letter queue, in their group, with why as an attribute. */
export function deadLetters(QueueUrl: string): DeliverDeps['aside'] {
  return {
    async put({ body, group }, why) {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl,
          MessageBody: body,
          MessageGroupId: group,
          MessageDeduplicationId: sha256(body),
          MessageAttributes: { why: { DataType: 'String', StringValue: printable(why) } },
        }),
      );
    },
  };
}

/** SQS refuses a message for one control character in an attribute, and for an empty one. */
const printable = (text: string) => text.replaceAll(/[^ -~]+/g, ' ').trim() || 'not said';
