import { Duration } from 'aws-cdk-lib';
import { DeduplicationScope, FifoThroughputLimit, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { owned } from '../owned.ts';
import { CLOSED_QUEUE, DeadLetterQueue } from './dead-letter-queue.ts';

/** The longest that a command can wait; an effect must give up before. */
export const COMMAND_RETENTION = Duration.days(7);

/**
 * ERP commands in the order of their ERP company. The body holds the task token, so its hash tells a retry from a
 * repeat. Every receive counts, also the deliberate ones while the ERP is down, and a message that leaves for the
 * dead-letter queue lets its successors overtake: so the count stands at SQS's maximum.
 */
export class CommandQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { handlerTimeout }: { readonly handlerTimeout: Duration }) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', 'finance-systems', { fifo: true });
    this.queue = new Queue(this, 'Queue', {
      ...CLOSED_QUEUE,
      fifo: true,
      contentBasedDeduplication: true,
      deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
      visibilityTimeout: Duration.seconds(6 * handlerTimeout.toSeconds()),
      retentionPeriod: COMMAND_RETENTION,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 1000 },
    });
    owned('finance-systems', this.queue);
  }
}
