import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';

const sqs = new SQSClient({ maxAttempts: 5 });

/** Lets a message that failed come back after so many milliseconds, at most 12 hours; its group waits behind it. */
export async function postpone(QueueUrl: string, ReceiptHandle: string, afterMs: number): Promise<void> {
  const VisibilityTimeout = Math.min(43_200, Math.ceil(afterMs / 1000));
  await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
}
