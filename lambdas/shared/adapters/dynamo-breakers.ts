import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { breakerKey, breakerOverride } from '../../../statemachines/kernel/authority/breaker-override.ts';
import { type Dependency, dependencyName } from '../../../statemachines/kernel/authority/dependency.ts';
import type { BreakerStore } from '../breaker/breaker.ts';
import { CIRCUIT_LIMITS, CLOSED, type Counts } from '../breaker/circuit.ts';

const reasons = z.enum(['rate', 'denied', 'probing', 'probe-failed', 'recovered']);

/** A circuit as kept. */
export const circuitData = z.strictObject({
  state: z.enum(['closed', 'open', 'half-open']),
  since: z.int(),
  reason: reasons.exactOptional(),
  opens: z.int(),
  probe: z.strictObject({ by: z.string(), until: z.int() }).exactOptional(),
});

/** Kind of the items that are circuits, by which they are listed; counts have none. */
export const CIRCUIT = 'circuit';

export const circuitKey = (of: Dependency) => `circuit#${dependencyName(of)}`;

const KEPT_MS = 3_600_000;

/**
 * Circuits in the table of breakers, what people say of them in the authority table. Calls are counted in items of half
 * a window each, which no two workers contend for; a change of a circuit is appended to the item's list of what is to be told.
 */
export function dynamoBreakers(
  dynamo: DynamoDBDocumentClient,
  tables: { readonly breakers: string; readonly authority: string },
): BreakerStore {
  const get = async (TableName: string, key: string, ConsistentRead = true) =>
    (await dynamo.send(new GetCommand({ TableName, Key: { key }, ConsistentRead }))).Item;
  return {
    async read(of) {
      const [item, said] = await Promise.all([
        get(tables.breakers, circuitKey(of)),
        get(tables.authority, breakerKey(of)),
      ]);
      const found = item
        ? { circuit: circuitData.parse(item['circuit']), version: z.int().parse(item['version']) }
        : { circuit: CLOSED, version: 0 };
      if (!said) return found;
      const { key: _, ...override } = said;
      return { ...found, override: breakerOverride.parse(override) };
    },
    async count(of, circuit, outcome, now) {
      const half = CIRCUIT_LIMITS.windowMs / 2;
      const bucket = Math.floor(now / half);
      const keyOf = (of_: number) => `count#${dependencyName(of)}#${circuit.since}#${of_}`;
      const { Attributes } = await dynamo.send(
        new UpdateCommand({
          ...{ TableName: tables.breakers, Key: { key: keyOf(bucket) }, ReturnValues: 'ALL_NEW' },
          UpdateExpression: 'ADD #outcome :one SET expiresAt = :expires',
          ExpressionAttributeNames: { '#outcome': outcome },
          ExpressionAttributeValues: { ':one': 1, ':expires': Math.ceil((now + KEPT_MS) / 1000) },
        }),
      );
      if (outcome === 'answered') return countsOf(Attributes);
      const before = countsOf(await get(tables.breakers, keyOf(bucket - 1), false));
      const { answered, failed } = countsOf(Attributes);
      return { answered: answered + before.answered, failed: failed + before.failed };
    },
    async replace(of, was, next) {
      const change = { version: was + 1, circuit: next };
      try {
        await dynamo.send(
          new UpdateCommand({
            ...{ TableName: tables.breakers, Key: { key: circuitKey(of) } },
            UpdateExpression:
              'SET kind = :kind, circuit = :next, version = :version, untold = list_append(if_not_exists(untold, :none), :change)',
            ConditionExpression: was === 0 ? 'attribute_not_exists(version)' : 'version = :was',
            ExpressionAttributeValues: {
              ...{ ':kind': CIRCUIT, ':next': next, ':version': was + 1, ':none': [], ':change': [change] },
              ...(was > 0 && { ':was': was }),
            },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
        throw error;
      }
    },
  };
}

function countsOf(item: Readonly<Record<string, unknown>> | undefined): Counts {
  return { answered: Number(item?.['answered'] ?? 0), failed: Number(item?.['failed'] ?? 0) };
}
