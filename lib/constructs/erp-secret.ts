import { RemovalPolicy } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { accept } from '../nag-reasons.ts';
import { owned } from '../owned.ts';

/** One ERP service user, `{url, database, login, password}`: a placeholder until the operator fills it in. */
export class ErpSecret extends Secret {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: 'ERP service user as JSON {url, database, login, password}; filled in by the operator',
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ url: 'https://erp.invalid', database: 'unset', login: 'unset' }),
        generateStringKey: 'password',
        excludePunctuation: true,
      },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    owned('finance-systems', this);
    accept(this, 'The ERP owns its users: rotating a password here alone would lock us out', 'SMG4');
  }
}
