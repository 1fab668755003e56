import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Kept, ListedBreak } from '../../../lambdas/reconcile/ports.ts';
import { dynamoReconciliation } from '../../../lambdas/shared/adapters/dynamo-reconciliation.ts';
import { openTables } from '../../support/ddb.ts';

let tables: Awaited<ReturnType<typeof openTables>>;
let kept: Kept;
beforeAll(async () => {
  tables = await openTables();
  kept = dynamoReconciliation(tables.dynamo, tables.tables.reconciliation);
});
afterAll(() => tables?.stop());

describe('the watermark', () => {
  it('begins once, whoever begins at the same time', async () => {
    expect(await kept.watermark()).toBeUndefined();
    const begun = await Promise.all([7, 7, 7].map((place) => kept.advance(place, undefined)));
    expect(begun.filter(Boolean)).toHaveLength(1);
    expect(await kept.watermark()).toEqual({ start: 7, position: 7 });
  });

  it('is moved by one of two that read it at the same place, and keeps where it began', async () => {
    const mark = await kept.watermark();
    const moved = await Promise.all([9, 11].map((place) => kept.advance(place, mark)));
    expect(moved.filter(Boolean)).toHaveLength(1);
    const now = await kept.watermark();
    expect(now).toEqual({ start: 7, position: moved[0] ? 9 : 11 });
    expect(await kept.advance(99, mark)).toBe(false);
    expect(await kept.watermark()).toEqual(now);
  });
});

describe('what is kept besides', () => {
  const found = (caseId: string): ListedBreak => ({
    ...{ caseId, kind: 'amount-differs', subject: `${caseId}/post/1`, says: 'net', documents: ['7'] },
    ...{ company: '1', since: '2026-11-24T09:00:00.000Z' },
  });

  it('is a list of breaks, page by page, each once', async () => {
    for (const caseId of ['c', 'a', 'b', 'a']) await kept.putBreak(found(caseId));
    const [first, ...others] = await kept.breaks({ limit: 9 });
    expect([first, ...others]).toEqual(['a', 'b', 'c'].map(found));
    expect(await kept.breaks({ after: 'a#amount-differs/a/post/1', limit: 1 })).toEqual([found('b')]);
    for (const caseId of ['b', 'b']) await kept.dropBreak(found(caseId));
    expect(await kept.breaks({ limit: 9 })).toEqual(['a', 'c'].map(found));
  });

  it('are places, what is pending, and when a run was done, each by itself', async () => {
    await kept.keepPlace('posted', 'x#1');
    await kept.putPending({ key: 'k' });
    expect(await kept.pendingOf('k')).toEqual({ key: 'k' });
    await kept.putPending({ key: 'k', asked: 'now' });
    expect(await kept.pending({ limit: 5 })).toEqual([{ key: 'k', asked: 'now' }]);
    expect([await kept.place('posted'), await kept.place('breaks'), await kept.lastDone()]).toEqual([
      'x#1',
      undefined,
      undefined,
    ]);
    await kept.keepDone('today');
    await kept.keepPlace('posted', undefined);
    await kept.dropPending('k');
    expect([await kept.place('posted'), await kept.pendingOf('k'), await kept.lastDone()]).toEqual([
      undefined,
      undefined,
      'today',
    ]);
  });
});
