import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntryStore } from '../../../lambdas/shared/append.ts';
import { ConditionLost, type TransactWrite } from '../../../lambdas/shared/ports.ts';
import { openTables } from '../../support/ddb.ts';
import { handClock, memoryLedger } from '../../support/memory-ledger.ts';

let tables: Awaited<ReturnType<typeof openTables>>;
beforeAll(async () => {
  tables = await openTables();
}, 120_000);
afterAll(() => tables?.stop());

let cases = 0;
function write(...together: TransactWrite[]) {
  const { ledger } = memoryLedger(tables.store as EntryStore, 'gateway', handClock());
  cases += 1;
  return ledger.append(
    `toy-${String(cases).padStart(32, '0')}`,
    {
      entryKey: 'effect/1/1/post-toy/prepared',
      stage: 'prepared',
      actor: { kind: 'system', id: 'gateway' },
      workflow: { slug: 'toy', version: '1' },
      body: {},
      evidence: [],
    },
    { together },
  );
}
const commitment = (caseId: string, date: string) => ({ caseId, date, exposures: [{ minor: 1, currency: 'EUR' }] });
const committed = (key: string, caseId: string, date: string): TransactWrite => ({
  ...{ kind: 'committed', key, entry: `${date}/${caseId}/effect` },
  commitment: commitment(caseId, date),
});

describe('the account of what a group was committed to', () => {
  it('lets nobody write under a turn that is over, nor under one that never was', async () => {
    await write({ kind: 'turn', key: 'turns', was: 0 });
    for (const was of [0, 2])
      await expect(
        write({ kind: 'turn', key: 'turns', was }, committed('turns', 'a', '2026-11-24')),
      ).rejects.toBeInstanceOf(ConditionLost);
    expect(await tables.commitments.turn('turns')).toBe(1);
    expect(await tables.commitments.since('turns', '2026-01-01')).toEqual([]);
    await write({ kind: 'turn', key: 'turns', was: 1 });
    expect(await tables.commitments.turn('turns')).toBe(2);
  });

  it('begins with the day that is asked for, and knows no other group', async () => {
    await write({ kind: 'turn', key: 'days', was: 0 });
    for (const date of ['2026-11-09', '2026-11-10', '2026-12-01']) await write(committed('days', date, date));
    await write(committed('others', 'other', '2026-11-24'));
    expect(await tables.commitments.since('days', '2026-11-10')).toEqual([
      commitment('2026-11-10', '2026-11-10'),
      commitment('2026-12-01', '2026-12-01'),
    ]);
  });

  it('forgets what is released, and keeps the rest', async () => {
    await write(committed('gone', 'a', '2026-11-24'), committed('gone', 'b', '2026-11-24'));
    await write({ kind: 'released', key: 'gone', entry: '2026-11-24/a/effect' });
    expect(await tables.commitments.since('gone', '2026-11-24')).toEqual([commitment('b', '2026-11-24')]);
  });

  it('is read whole, over several pages', async () => {
    const { dynamo, tables: names } = tables;
    for (let n = 0; n < 5; n += 1) {
      const entry = `2026-11-24/${n}`;
      const Item = { group: 'many', entry, ...commitment(`${n}`, '2026-11-24'), filler: 'x'.repeat(300_000) };
      await dynamo.send(new PutCommand({ TableName: names.commitments, Item }));
    }
    const found = await tables.commitments.since('many', '2026-11-24');
    expect(found.map(({ caseId }) => caseId)).toEqual(['0', '1', '2', '3', '4']);
  });

  it('goes when no window can reach it, a year and two days later', async () => {
    await write(committed('ends', 'a', '2026-11-24'));
    const { Items } = await tables.dynamo.send(
      new QueryCommand({
        TableName: tables.tables.commitments,
        KeyConditionExpression: '#group = :group',
        ExpressionAttributeNames: { '#group': 'group' },
        ExpressionAttributeValues: { ':group': 'ends' },
      }),
    );
    expect(Items).toMatchObject([{ expiresAt: Date.parse('2027-11-27') / 1000 }]);
  });
});
