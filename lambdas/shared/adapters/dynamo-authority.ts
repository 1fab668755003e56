import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  autonomyData,
  autonomyKey,
  materialityData,
  materialityKey,
  ROLE_IDS,
  roleData,
  roleKey,
  stopData,
  stopKeys,
} from '../../../statemachines/kernel/authority.ts';
import { CountersignError } from '../../../statemachines/kernel/errors.ts';
import type { AuthorityPort, AuthoritySnapshot } from '../authority/snapshot.ts';
import type { Clock } from '../ports.ts';

/** Authority data, read consistently at each decision and never cached (T24). */
export function dynamoAuthority(dynamo: DynamoDBDocumentClient, table: string, clock: Clock): AuthorityPort {
  return {
    async read(workflow, segment) {
      const stops = stopKeys(workflow);
      const keys = [...ROLE_IDS.map(roleKey), materialityKey(workflow), autonomyKey(workflow, segment), ...stops];
      const items = await batchGet(dynamo, table, keys);
      const now = clock.now().toISOString();
      return snapshotOf(
        items,
        { materiality: materialityKey(workflow), autonomy: autonomyKey(workflow, segment), stops },
        now,
      );
    },
  };
}

type Items = ReadonlyMap<string, Record<string, unknown>>;

/** Pure: what the items say at `now`; an item that does not parse or is not valid at that time is not there. */
export function snapshotOf(
  items: Items,
  keys: { materiality: string; autonomy: string; stops: readonly string[] },
  now: string,
): AuthoritySnapshot {
  const valid = (item: { validFrom: string; validUntil?: string | undefined } | undefined) =>
    item !== undefined && item.validFrom <= now && (item.validUntil === undefined || now < item.validUntil);
  const parsedRoles = ROLE_IDS.map((id) => roleData.safeParse(items.get(roleKey(id))).data);
  const roles = parsedRoles.filter((role) => role !== undefined && valid(role)).filter((role) => role !== undefined);
  const materiality = materialityData.safeParse(items.get(keys.materiality)).data;
  const autonomy = autonomyData.safeParse(items.get(keys.autonomy)).data;
  const stops = keys.stops.map((key) => {
    const stop = stopData.safeParse(items.get(key)).data;
    return stop ? { key, stopped: stop.stopped, version: stop.version } : { key, stopped: true };
  });
  return {
    roles: roles.toSorted((a, b) => a.rank - b.rank),
    ...(materiality && valid(materiality) && { materiality }),
    ...(autonomy && valid(autonomy) && { autonomy }),
    stops,
  };
}

async function batchGet(dynamo: DynamoDBDocumentClient, table: string, keys: readonly string[]): Promise<Items> {
  const request = { [table]: { Keys: keys.map((key) => ({ key })), ConsistentRead: true } };
  const { Responses, UnprocessedKeys } = await dynamo.send(new BatchGetCommand({ RequestItems: request }));
  if (Object.keys(UnprocessedKeys ?? {}).length > 0) {
    throw new CountersignError('Transient', 'authority data could not be read whole');
  }
  const items = Responses?.[table] ?? [];
  return new Map(items.map(({ key, ...data }) => [String(key), data]));
}
