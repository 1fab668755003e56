import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { breakKind } from '../../../statemachines/kernel/reconciliation.ts';
import { type Kept, type ListedBreak, type Pending, placeOf } from '../../reconcile/ports.ts';

const listed = z.object({
  ...{ caseId: z.string(), kind: breakKind, subject: z.string(), says: z.string(), documents: z.array(z.string()) },
  ...{ company: z.string(), since: z.string() },
});
const watermark = z.object({ start: z.int(), position: z.int() });
const pending = z.object({ key: z.string(), asked: z.string().optional() });

type List = 'mark' | 'place' | 'pending' | 'break';
/** Of all documents of the governed kinds, of every company: the ERP gives them one order. */
const WATERMARK = 'supplier-documents';

/** One item each under its list, with `id` as its place in it; consistent reads. */
export function dynamoReconciliation(dynamo: DynamoDBDocumentClient, table: string): Kept {
  const get = async (list: List, id: string) => {
    const request = { TableName: table, Key: { list, id }, ConsistentRead: true };
    return (await dynamo.send(new GetCommand(request))).Item;
  };
  const put = async (list: List, id: string, item: object): Promise<void> => {
    await dynamo.send(new PutCommand({ TableName: table, Item: { list, id, item } }));
  };
  const drop = async (list: List, id: string): Promise<void> => {
    await dynamo.send(new DeleteCommand({ TableName: table, Key: { list, id } }));
  };
  const all = async (list: List, { after = ' ', limit }: { after?: string | undefined; limit: number }) => {
    const names = { '#list': 'list', '#id': 'id' };
    const query = new QueryCommand({
      ...{ TableName: table, ConsistentRead: true, Limit: limit, ExpressionAttributeNames: names },
      KeyConditionExpression: '#list = :list AND #id > :after',
      ExpressionAttributeValues: { ':list': list, ':after': after },
    });
    return ((await dynamo.send(query)).Items ?? []).map(({ item }) => item);
  };
  return {
    async watermark() {
      const found = await get('mark', WATERMARK);
      return found && watermark.parse(found);
    },
    async advance(to, was) {
      const condition =
        was === undefined
          ? { ConditionExpression: 'attribute_not_exists(#position)' }
          : { ConditionExpression: '#position = :was', ExpressionAttributeValues: { ':was': was.position } };
      const Item = { list: 'mark' satisfies List, id: WATERMARK, start: was?.start ?? to, position: to };
      const names = { ExpressionAttributeNames: { '#position': 'position' } };
      try {
        await dynamo.send(new PutCommand({ TableName: table, Item, ...condition, ...names }));
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
    async place(list) {
      const found = await get('place', list);
      return found && z.object({ place: z.string() }).parse(found['item']).place;
    },
    keepPlace: (list, place) => (place === undefined ? drop('place', list) : put('place', list, { place })),
    async pendingOf(key) {
      const found = await get('pending', key);
      return found && pendingFrom(found['item']);
    },
    pending: async (page) => (await all('pending', page)).map(pendingFrom),
    putPending: (of) => put('pending', of.key, of),
    dropPending: (key) => drop('pending', key),
    breaks: async (page) => (await all('break', page)).map((item): ListedBreak => listed.parse(item)),
    putBreak: (of) => put('break', placeOf(of), listed.parse(of)),
    dropBreak: (gone) => drop('break', placeOf(gone)),
    async lastDone() {
      const found = await get('place', 'done');
      return found && z.object({ place: z.string() }).parse(found['item']).place;
    },
    keepDone: (place) => put('place', 'done', { place }),
  };
}

function pendingFrom(item: unknown): Pending {
  const { key, asked } = pending.parse(item);
  return { key, ...(asked !== undefined && { asked }) };
}
