import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { z } from 'zod';
import { type Authored, inForce } from '../../../statemachines/kernel/authority/dated.ts';
import { CountersignError } from '../../../statemachines/kernel/errors.ts';

/** Items of the authority table, by key. */
export type Items = ReadonlyMap<string, Record<string, unknown>>;

/**
 * Reads items consistently, at most 100.
 * @throws CountersignError Transient if they can't be read whole
 */
export async function readItems(
  dynamo: DynamoDBDocumentClient,
  table: string,
  keys: readonly string[],
): Promise<Items> {
  if (keys.length === 0) return new Map();
  const request = { [table]: { Keys: keys.map((key) => ({ key })), ConsistentRead: true } };
  const { Responses, UnprocessedKeys } = await dynamo.send(new BatchGetCommand({ RequestItems: request }));
  if (Object.keys(UnprocessedKeys ?? {}).length > 0) {
    throw new CountersignError('Transient', 'authority data could not be read whole');
  }
  const items = Responses?.[table] ?? [];
  return new Map(items.map(({ key, ...data }) => [String(key), data]));
}

/** The term of an item that is in force at `now`, without its dates; an item that does not parse is not there. */
export function valid<T extends { validFrom: string; validUntil?: string | undefined }>(
  schema: z.ZodType<Authored & { terms: T[] }>,
  item: unknown,
  now: string,
): (Omit<T, 'validFrom' | 'validUntil'> & Authored) | undefined {
  const term = inForce(schema.safeParse(item).data, now);
  if (!term) return undefined;
  const { validFrom: _, validUntil: __, ...rest } = term;
  return rest;
}
