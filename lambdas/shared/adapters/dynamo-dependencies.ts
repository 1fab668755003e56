import { type DynamoDBDocumentClient, GetCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { breakerOverride } from '../../../statemachines/kernel/authority/breaker-override.ts';
import { type Dependency, dependencyName, dependencyOf } from '../../../statemachines/kernel/authority/dependency.ts';
import { holdData } from '../../../statemachines/kernel/authority/hold.ts';
import type { BreakerSeen, DependenciesWatched } from '../../dependencies/ports.ts';
import { CIRCUIT, circuitData, circuitKey } from './dynamo-breakers.ts';

const kept = z.object({
  key: z.string(),
  circuit: circuitData,
  version: z.int(),
  untold: z.array(z.object({ version: z.int(), circuit: circuitData })).default([]),
});

/** All circuits and all that people say of them and of companies' writes; lists are as new as their index, items consistent. */
export function dynamoDependencies(
  dynamo: DynamoDBDocumentClient,
  tables: { readonly breakers: string; readonly authority: string },
): DependenciesWatched {
  const items = async (table: string, kind: string) => {
    const query = {
      ...{ TableName: table, IndexName: 'by-kind', KeyConditionExpression: '#kind = :kind' },
      ...{ ExpressionAttributeNames: { '#kind': 'kind' }, ExpressionAttributeValues: { ':kind': kind } },
    };
    const found: Record<string, unknown>[] = [];
    for await (const { Items } of paginateQuery({ client: dynamo }, query))
      for (const { key } of Items ?? []) {
        const { Item } = await dynamo.send(new GetCommand({ TableName: table, Key: { key }, ConsistentRead: true }));
        if (Item) found.push(Item);
      }
    return found;
  };
  return {
    async breakers() {
      const seen = new Map<string, BreakerSeen>();
      for (const item of await items(tables.breakers, CIRCUIT)) {
        const { key, ...circuit } = kept.safeParse(item).data ?? { key: '' };
        const of = dependencyOf(nameIn(key));
        if (of && 'circuit' in circuit) seen.set(nameIn(key), { ...of, ...circuit });
      }
      for (const { key, ...item } of await items(tables.authority, 'breaker')) {
        const name = nameIn(String(key));
        const override = breakerOverride.safeParse(item).data;
        const of = dependencyOf(name);
        if (of && override) seen.set(name, { version: 0, untold: [], ...of, ...seen.get(name), override });
      }
      return [...seen.values()].toSorted((a, b) => dependencyName(a).localeCompare(dependencyName(b)));
    },
    async holds() {
      const found = await items(tables.authority, 'hold');
      return found.map(({ key, ...item }) => {
        const { held, until, by, reason } = holdData.safeParse(item).data ?? UNREADABLE;
        return { company: nameIn(String(key)), held, ...(until !== undefined && { until }), by, reason };
      });
    },
    async told(of: Dependency, upTo: number) {
      const update = new UpdateCommand({
        ...{ TableName: tables.breakers, Key: { key: circuitKey(of) } },
        ...{ UpdateExpression: 'SET untold = :none', ConditionExpression: 'version = :upTo' },
        ExpressionAttributeValues: { ':none': [], ':upTo': upTo },
      });
      await dynamo.send(update).catch((error: Error) => {
        if (error.name !== 'ConditionalCheckFailedException') throw error;
      });
    },
  };
}

/** What of a hold can't be read counts as held. */
const UNREADABLE = { held: true, until: undefined, by: [], reason: 'it can’t be read' };

/** What follows the kind in a key. */
const nameIn = (key: string) => key.slice(key.indexOf('#') + 1);
