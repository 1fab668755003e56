import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { CaseClaims } from '../../intake/ports.ts';
import { dynamo, unmarshalled } from './aws.ts';

const stored = z.looseObject({ caseId: z.string(), payloadHash: z.string(), eventId: z.string() });

/** One claim item a case: the first payload holds it for good. */
export function dynamoCaseClaims(table: string): CaseClaims {
  return {
    async claim(claim) {
      try {
        await dynamo.send(
          new PutCommand({
            TableName: table,
            Item: { key: `case#${claim.caseId}`, ...claim },
            ConditionExpression: 'attribute_not_exists(#key)',
            ExpressionAttributeNames: { '#key': 'key' },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return claim;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return stored.parse(unmarshalled(error.Item ?? {}));
      }
    },
  };
}
