import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { QuarantineDeps } from '../../quarantine/deps.ts';

const sqs = new SQSClient({ maxAttempts: 5 });

/** Asks Intake by the queue that it takes events from. */
export function intakeQueue(QueueUrl: string): QuarantineDeps['ask'] {
  return async (message) => {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
  };
}
