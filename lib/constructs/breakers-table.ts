import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { accept } from '../nag-reasons.ts';
import { owned } from '../owned.ts';

/** Circuits of the breakers, listed by kind, and counts of calls, which expire. Without it every breaker counts as closed. */
export class BreakersTable extends Table {
  constructor(scope: Construct, id: string) {
    const key = { name: 'key', type: AttributeType.STRING };
    super(scope, id, {
      partitionKey: key,
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'expiresAt',
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.addGlobalSecondaryIndex({
      indexName: 'by-kind',
      partitionKey: { name: 'kind', type: AttributeType.STRING },
      sortKey: key,
      projectionType: ProjectionType.KEYS_ONLY,
    });
    accept(this, 'It says how calls went a minute ago: restored to another time it would say wrong', 'DDB3');
    owned('operations', this);
  }
}
