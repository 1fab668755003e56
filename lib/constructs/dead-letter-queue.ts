import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { OwnerFunction } from '../../statemachines/kernel/finding.ts';
import { accept } from '../nag-reasons.ts';
import { owned } from '../owned.ts';

/** Encryption and transport that every queue has. */
export const CLOSED_QUEUE = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true } as const satisfies QueueProps;

/** Where messages end that nothing takes on: kept as long as SQS can, for a person to look at. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, owner: OwnerFunction, props: Pick<QueueProps, 'fifo'> = {}) {
    super(scope, id, { ...CLOSED_QUEUE, ...props, retentionPeriod: Duration.days(14) });
    owned(owner, this);
    accept(this, 'It is where messages end; what lies here is alarmed on', 'SQS3');
  }
}
