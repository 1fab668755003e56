import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/**
 * Forbids everybody in the account, administrators included, what would change or remove a ledger entry. It says `*`
 * for the resource because a table's policy can't name its own table.
 */
export function appendOnly(): PolicyDocument {
  const actions = ['UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete'];
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: 'EntriesAreNeverChangedOrRemoved',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: ['*'],
      }),
    ],
  });
}
