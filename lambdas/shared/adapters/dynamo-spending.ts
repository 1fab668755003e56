import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Spent } from '../../../statemachines/kernel/authority/register.ts';
import type { Budget, Spending } from '../../assess/register.ts';
import type { Clock } from '../ports.ts';

/** The ledger keeps what each case cost; these sums are for the caps alone. */
const KEPT_SECONDS = 90 * 86_400;
const UNDER_CAP =
  '(attribute_not_exists(#tokens) OR #tokens <= :tokensLeft) AND (attribute_not_exists(#micros) OR #micros <= :microsLeft)';

/** Sums of a case and of a day, each raised only while its cap allows it. */
export function dynamoSpending(dynamo: DynamoDBDocumentClient, table: string, clock: Clock): Spending {
  /** Adds to a sum; with a cap, only if it stays below: `false` if it would not. */
  async function add(key: string, { tokens, micros }: Spent, cap?: Spent): Promise<boolean> {
    if (cap && (tokens > cap.tokens || micros > cap.micros)) return false;
    const left = cap && { ':tokensLeft': cap.tokens - tokens, ':microsLeft': cap.micros - micros };
    const expires = Math.ceil(clock.now().getTime() / 1000) + KEPT_SECONDS;
    try {
      await dynamo.send(
        new UpdateCommand({
          ...{ TableName: table, Key: { key } },
          UpdateExpression: 'ADD #tokens :tokens, #micros :micros SET expiresAt = :expires',
          ...(left && { ConditionExpression: UNDER_CAP }),
          ExpressionAttributeNames: { '#tokens': 'tokens', '#micros': 'micros' },
          ExpressionAttributeValues: { ':tokens': tokens, ':micros': micros, ':expires': expires, ...left },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
  const correct = async (budgets: readonly Budget[], difference: Spent) => {
    if (difference.tokens === 0 && difference.micros === 0) return;
    for (const { key } of budgets) await add(key, difference);
  };
  return {
    correct,
    async reserve(budgets, amount) {
      for (const [index, { key, cap }] of budgets.entries()) {
        if (await add(key, amount, cap)) continue;
        await correct(budgets.slice(0, index), { tokens: -amount.tokens, micros: -amount.micros });
        return key;
      }
      return undefined;
    },
  };
}
