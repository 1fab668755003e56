import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { DeduplicationScope, FifoThroughputLimit, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { LONG_LOOK_MS, MOST_RECEIVES } from '../../statemachines/kernel/patience.ts';
import { accept } from '../nag-reasons.ts';
import { owned } from '../owned.ts';
import { CLOSED_QUEUE, DeadLetterQueue } from './dead-letter-queue.ts';

/** The longest that a command can wait; an effect must give up before. */
export const COMMAND_RETENTION = Duration.days(7);

/**
 * ERP commands in the order of their ERP company. The body holds the task token, so its hash tells a retry from a
 * repeat. Every receive counts, also the deliberate ones while the ERP is down, and a message that leaves for the
 * dead-letter queue lets its successors overtake: so the count stands at SQS's maximum, waits, also a dead worker's, are so long that it
 * lasts longer than any effect (`violationsOf`), and crashes are counted in a table beside the queue, which outlives no
 * message by much.
 */
export class CommandQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  /** Runs of the gateway by command, as far as they did not end in a wait. */
  readonly runs: Table;

  constructor(scope: Construct, id: string, { handlerTimeout }: { readonly handlerTimeout: Duration }) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', 'finance-systems', { fifo: true });
    this.queue = new Queue(this, 'Queue', {
      ...CLOSED_QUEUE,
      fifo: true,
      contentBasedDeduplication: true,
      deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
      visibilityTimeout: Duration.seconds(Math.max(6 * handlerTimeout.toSeconds(), LONG_LOOK_MS / 1_000)),
      retentionPeriod: COMMAND_RETENTION,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MOST_RECEIVES },
    });
    this.runs = new Table(this, 'Runs', {
      partitionKey: { name: 'key', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'expiresAt',
      removalPolicy: RemovalPolicy.DESTROY,
    });
    accept(
      this.runs,
      'It counts crashes of commands in the queue: restored to another time it would count wrong',
      'DDB3',
    );
    owned('finance-systems', this.queue);
    owned('finance-systems', this.runs);
  }
}
