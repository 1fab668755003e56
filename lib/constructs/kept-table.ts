import { RemovalPolicy } from 'aws-cdk-lib';
import { BillingMode, Table, type TableProps } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { OwnerFunction } from '../../statemachines/kernel/finding.ts';
import { owned } from '../owned.ts';

type KeptTableProps = Pick<
  TableProps,
  'partitionKey' | 'sortKey' | 'stream' | 'resourcePolicy' | 'timeToLiveAttribute'
> & {
  readonly owner: OwnerFunction;
};

/** A table that survives its stack, can't be deleted by mistake, and can be restored to any second of 35 days. */
export class KeptTable extends Table {
  constructor(scope: Construct, id: string, { owner, ...props }: KeptTableProps) {
    super(scope, id, {
      ...props,
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    owned(owner, this);
  }
}
