import { RemovalPolicy } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { WRITERS, type Writer } from '../../statemachines/kernel/ledger-entry.ts';
import { owned } from '../owned.ts';

/** One HMAC key for each writer of the ledger: who can't use the key can't have written the entry. */
export function macKeys(scope: Construct): Readonly<Record<Writer, Key>> {
  const keys = new Construct(scope, 'MacKeys');
  const keyOf = (writer: Writer) =>
    new Key(keys, writer, {
      description: `Countersign: MACs of ledger entries by ${writer}`,
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  return Object.fromEntries(WRITERS.map((writer) => [writer, owned('security', keyOf(writer))])) as Record<Writer, Key>;
}
