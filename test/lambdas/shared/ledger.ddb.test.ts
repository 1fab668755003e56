import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConditionLost, type TransactWrite } from '../../../lambdas/shared/ports.ts';
import { requireGenuine } from '../../../lambdas/shared/relied-on.ts';
import { caseIdOf } from '../../../statemachines/kernel/ids.ts';
import type { LedgerDraft } from '../../../statemachines/kernel/ledger-entry.ts';
import { chainFaults } from '../../../statemachines/kernel/verify-chain.ts';
import { openTables } from '../../support/ddb.ts';
import { throttling } from '../../support/faults.ts';
import { handClock, memoryLedger } from '../../support/memory-ledger.ts';

let tables: Awaited<ReturnType<typeof openTables>>;
beforeAll(async () => {
  tables = await openTables();
});
afterAll(() => tables?.stop());

const draft = (entryKey: string, body: LedgerDraft['body'] = {}): LedgerDraft => ({
  entryKey,
  stage: 'gathered',
  actor: { kind: 'system', id: 'test' },
  workflow: { slug: 'toy', version: '1' },
  body,
  evidence: [],
});
const ledger = () => memoryLedger(tables.store, 'gather', handClock());
const caseOf = (name: string) => caseIdOf('toy', [name]);
const twenty = Array.from({ length: 20 }, (_, n) => n);
const won = (results: readonly PromiseSettledResult<unknown>[]) =>
  results.filter(({ status }) => status === 'fulfilled').length;

describe('the ledger in DynamoDB refuses', () => {
  it('to overwrite an entry', async () => {
    const caseId = caseOf('overwrite');
    const entry = await ledger().ledger.append(caseId, draft('1', { amount: '10.00' }));
    expect(await tables.store.putIfFree({ ...entry, body: { amount: '99.00' } }, [])).toBe(false);
    expect(await tables.store.read(caseId)).toEqual([entry]);
  });

  it('an entry whose switch has another version, and writes nothing', async () => {
    await tables.putSwitch('stop#all', 8);
    const unchanged = (version: number): TransactWrite => ({ kind: 'unchanged', key: 'stop#all', version });
    const append = (version: number) =>
      ledger().ledger.append(caseOf('switch'), draft('1'), { together: [unchanged(version)] });
    await expect(append(7)).rejects.toBeInstanceOf(ConditionLost);
    expect(await tables.store.read(caseOf('switch'))).toEqual([]);
    await expect(append(8)).resolves.toMatchObject({ seq: 1 });
  });

  it('an entry whose switch is not there', async () => {
    const together = [{ kind: 'unchanged', key: 'stop#none', version: 1 } as const];
    await expect(ledger().ledger.append(caseOf('no switch'), draft('1'), { together })).rejects.toBeInstanceOf(
      ConditionLost,
    );
  });

  it('nine of ten cases that claim one key at once', async () => {
    const claim = (n: number) => {
      const caseId = caseOf(`claimant ${n}`);
      return ledger().ledger.append(caseId, draft('1'), { together: [{ kind: 'claim', key: 'number:A1', caseId }] });
    };
    const results = await Promise.allSettled(twenty.slice(0, 10).map(claim));
    expect(won(results)).toBe(1);
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(ConditionLost);
    const written = await Promise.all(twenty.slice(0, 10).map((n) => tables.store.read(caseOf(`claimant ${n}`))));
    expect(written.flat()).toHaveLength(1);
  });

  it('nine of ten claims of one case by different events, and tells them whose it is', async () => {
    const caseId = caseOf('intake');
    const claim = (n: number) => tables.claims.claim({ caseId, payloadHash: `${n}`, eventId: `e${n}` });
    const held = await Promise.all(twenty.slice(0, 10).map(claim));
    expect(new Set(held.map(({ eventId }) => eventId)).size).toBe(1);
  });

  it('an item that somebody wrote past the ledger', async () => {
    const item = { caseId: caseOf('foreign'), seq: 1, stage: 'approved' };
    await tables.dynamo.send(new PutCommand({ TableName: tables.tables.ledger, Item: item }));
    await expect(tables.store.read(item.caseId)).rejects.toThrow(/is no ledger entry/);
  });
});

describe('the ledger in DynamoDB keeps', () => {
  it('twenty appenders at once gap-free, each body once, every MAC genuine', async () => {
    const caseId = caseOf('twenty');
    await Promise.all(twenty.map((n) => ledger().ledger.append(caseId, draft(`key ${n}`, { n }))));
    const entries = await tables.store.read(caseId);
    expect(chainFaults(entries)).toEqual([]);
    expect(entries.map(({ body }) => Number(body['n'])).toSorted((a, b) => a - b)).toEqual(twenty);
    await expect(requireGenuine(ledger().mac, entries, entries)).resolves.toBeUndefined();
  });

  it('one entry of twenty that append under one key at once, and gives it to all', async () => {
    const caseId = caseOf('one key');
    const given = await Promise.all(twenty.map((n) => ledger().ledger.append(caseId, draft('key', { n }))));
    expect(new Set(given.map(({ hash }) => hash)).size).toBe(1);
    expect(await tables.store.read(caseId)).toHaveLength(1);
  });

  it('a case’s own claim free for its next attempt', async () => {
    const caseId = caseOf('again');
    const together = [{ kind: 'claim', key: 'number:AGAIN', caseId } as const];
    await ledger().ledger.append(caseId, draft('1'), { together });
    await expect(ledger().ledger.append(caseId, draft('2'), { together })).resolves.toMatchObject({ seq: 2 });
  });

  it('bodies longer than one page of a query in order', async () => {
    const caseId = caseOf('pages');
    const text = 'x'.repeat(300_000);
    for (let n = 1; n <= 5; n += 1) await ledger().ledger.append(caseId, draft(`${n}`, { n, text }));
    expect((await tables.store.read(caseId)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('a throttled table', () => {
  it('is asked again by the SDK', async () => {
    await expect(throttling(1, () => tables.store.read(caseOf('throttled')))).resolves.toEqual([]);
  });

  it('that stays throttled is Transient, the one name that the graphs retry', async () => {
    await expect(throttling(9, () => tables.store.read(caseOf('throttled')))).rejects.toMatchObject({
      name: 'Transient',
    });
  });
});
