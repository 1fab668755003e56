import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Release } from '../../../statemachines/kernel/order.ts';
import type { Readmission } from '../../../statemachines/kernel/quarantine.ts';

const sqs = new SQSClient({ maxAttempts: 5 });

/** Asks Intake by the queue that it takes events from. */
export function intakeQueue(QueueUrl: string): (message: Readmission | Release) => Promise<void> {
  return async (message) => {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
  };
}
