import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ChangeMessageVisibilityCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import type { Crossing } from './crossing.ts';

const lambda = new LambdaClient({ maxAttempts: 1 });
const sqs = new SQSClient({});

/** Another worker is called with the same, and comes to its end. */
export async function anotherWorker(FunctionName: string, { invocation }: Crossing): Promise<void> {
  await lambda.send(new InvokeCommand({ FunctionName, Payload: Buffer.from(invocation) }));
}

const fromQueue = z.object({
  Records: z.array(z.object({ receiptHandle: z.string(), eventSourceARN: z.string() })).min(1),
});

/** The visibility time of the message that a worker had is over so soon: what would only be waited for. */
export async function visibleAfter(ms: number, { invocation }: Crossing): Promise<void> {
  const read = fromQueue.safeParse(JSON.parse(invocation));
  if (!read.success) return;
  await new Promise((resolve) => setTimeout(resolve, ms));
  for (const { receiptHandle: ReceiptHandle, eventSourceARN } of read.data.Records) {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: eventSourceARN.split(':').at(-1) }));
    const visible = new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
    await sqs.send(visible).catch(() => undefined);
  }
}
