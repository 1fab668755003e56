import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allAuthorityItems } from '../../../lambdas/shared/adapters/authority-table.ts';
import { openTables } from '../../support/ddb.ts';

let opened: Awaited<ReturnType<typeof openTables>>;
beforeAll(async () => {
  opened = await openTables();
});
afterAll(() => opened?.stop());

/** Bytes: a page of a scan ends after a million. */
const LARGE = 300_000;

it('reads every item, over several pages, in the order of the keys', async () => {
  const { dynamo, tables } = opened;
  const keys = ['person#e', 'person#a', 'stop#all', 'role#b', 'role#a', 'person#d'];
  for (const key of keys) {
    const Item = { key, kind: 'x', text: 'x'.repeat(LARGE) };
    await dynamo.send(new PutCommand({ TableName: tables.authority, Item }));
  }
  const items = await allAuthorityItems(dynamo, tables.authority);
  expect(items.map(({ key }) => key)).toEqual(keys.toSorted());
  expect(items[0]).toEqual({ key: 'person#a', kind: 'x', text: 'x'.repeat(LARGE) });
});
