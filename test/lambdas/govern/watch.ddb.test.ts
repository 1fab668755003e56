import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type WatchDeps, watch } from '../../../lambdas/govern/watch.ts';
import { governanceCaseId } from '../../../statemachines/kernel/authority/change.ts';
import { openTables } from '../../support/ddb.ts';
import { handClock, memoryLedger } from '../../support/memory-ledger.ts';

let opened: Awaited<ReturnType<typeof openTables>>;
let deps: WatchDeps;
beforeAll(async () => {
  opened = await openTables();
  const { dynamo, tables, store } = opened;
  const { governedItems, switchKeys } = await import('../../../lambdas/shared/adapters/governed-items.ts');
  const clock = handClock();
  deps = {
    ...{ watching: memoryLedger(store, 'watch', clock).ledger, clock, random: () => 0 },
    ...governedItems(dynamo, tables),
    switches: () => switchKeys(dynamo, tables.authority),
  };
});
afterAll(() => opened?.stop());

const put = (item: Record<string, unknown>) =>
  opened.dynamo.send(new PutCommand({ TableName: opened.tables.authority, Item: item }));
const confirmations = async (key: string) =>
  (await deps.watching.read(governanceCaseId(key))).filter(({ stage }) => stage === 'stop-confirmed');

describe('over DynamoDB', () => {
  it('only switches are found, and several timers at once confirm each once', async () => {
    await put({ key: 'person#ann', kind: 'person', version: 1 });
    await put({ key: 'stop#workflow#toy', kind: 'stop', stopped: false, version: 1 });
    for (const key of ['stop#all', 'stop#company#ACME']) await put({ key, kind: 'stop', stopped: true, version: 2 });
    const all = await Promise.all([1, 2, 3, 4].map(() => watch(deps)));
    expect(all.flatMap(({ failed }) => failed)).toEqual([]);
    expect(all[0]?.looked.toSorted()).toEqual(['stop#all', 'stop#company#ACME', 'stop#workflow#toy']);
    expect(await confirmations('stop#all')).toMatchObject([{ body: { version: 2 } }]);
    expect(await confirmations('stop#company#ACME')).toMatchObject([{ body: { version: 2 } }]);
    expect(await confirmations('stop#workflow#toy')).toEqual([]);
  });

  it('a switch that changes as it is confirmed is not confirmed', async () => {
    const key = 'stop#company#OTHER';
    await put({ key, kind: 'stop', stopped: true, version: 1 });
    const sign = async (hash: string) => {
      await put({ key, kind: 'stop', stopped: false, version: 2 });
      return hash;
    };
    const mac = { ...memoryLedger(opened.store, 'watch', deps.clock).mac, sign };
    const { appendEntry } = await import('../../../lambdas/shared/append.ts');
    const watching: WatchDeps['watching'] = {
      ...deps.watching,
      append: (id, draft, options) => appendEntry({ store: opened.store, mac, clock: deps.clock }, id, draft, options),
    };
    expect(await watch({ ...deps, watching, switches: async () => [key] })).toMatchObject({
      confirmed: [],
      failed: [],
    });
    expect(await confirmations(key)).toEqual([]);
  });
});
