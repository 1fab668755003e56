import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type IBucket,
  ObjectLockRetention,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Settings } from '../environment.ts';
import { accept } from '../nag-reasons.ts';
import { owned } from '../owned.ts';

const CLOSED = {
  encryption: BucketEncryption.S3_MANAGED,
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  versioned: true,
  removalPolicy: RemovalPolicy.RETAIN,
} as const satisfies BucketProps;

/** Evidence that nobody can delete before its time, documents on their way in, and who read either. */
export class DocumentBuckets extends Construct {
  readonly evidence: Bucket;
  readonly documents: Bucket;

  constructor(scope: Construct, id: string, { evidenceLock, evidenceRetentionDays }: Settings) {
    super(scope, id);
    const logs = owned(
      'security',
      new Bucket(this, 'AccessLogs', { ...CLOSED, lifecycleRules: [{ expiration: Duration.days(400) }] }),
    );
    accept(logs, 'It receives the access logs; logging itself would never end', 'S1');
    this.evidence = owned(
      'security',
      new Bucket(this, 'Evidence', {
        ...CLOSED,
        serverAccessLogsBucket: logs as IBucket,
        serverAccessLogsPrefix: 'evidence/',
        objectLockEnabled: true,
        objectLockDefaultRetention: ObjectLockRetention[evidenceLock](Duration.days(evidenceRetentionDays)),
      }),
    );
    this.documents = owned(
      'enterprise-architecture',
      new Bucket(this, 'Documents', {
        ...CLOSED,
        serverAccessLogsBucket: logs as IBucket,
        serverAccessLogsPrefix: 'documents/',
        lifecycleRules: [{ expiration: Duration.days(90), noncurrentVersionExpiration: Duration.days(30) }],
      }),
    );
  }
}
