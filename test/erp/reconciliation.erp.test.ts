import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isDocument } from '../../lambdas/erp/port.ts';
import { booksOf } from '../../lambdas/erp/tryton/books.ts';
import type { TrytonClient } from '../../lambdas/erp/tryton/client.ts';
import { reconcileBooks } from '../../lambdas/reconcile/run.ts';
import { accuracyOf } from '../../lambdas/reconcile/tally.ts';
import { PATIENT } from '../lambdas/erp/conformance/expectations.ts';
import { trytonSubject } from '../lambdas/erp/conformance/tryton-subject.ts';
import { type ErpBehindProxy, startErpBehindProxy } from '../support/running-erp.ts';
import { toyBooks } from '../support/toy-books.ts';
import { byHandAt } from './by-hand.ts';

const PORTS = { erp: 8214, proxy: 8215 };
let running: ErpBehindProxy;
let reader: TrytonClient;
const world = toyBooks();
beforeAll(async () => {
  running = await startErpBehindProxy(PORTS);
  reader = running.client('reader', { beside: true });
}, 400_000);
afterAll(() => running?.stop());

const books = booksOf(async () => reader);
const reconciled = () => reconcileBooks({ ...world.deps, books });
const subjects = () => world.breakEntries().map(({ stage, body }) => `${stage} ${body['kind']} ${body['subject']}`);
const byHand = (...args: string[]) => byHandAt(PORTS.erp, ...args);

/** Posted through the module, and confirmed by its case. */
async function confirmed() {
  const subject = trytonSubject(running);
  const { command, digest } = await subject.fresh();
  const document = await subject.writer(PATIENT).post(command, digest);
  if (!isDocument(document)) throw new Error('an invoice is a document');
  const [caseId = ''] = command.idempotencyKey.split('/');
  await world.run.append('intake', caseId, { entryKey: 'received', stage: 'received', body: {} });
  const body = { idempotencyKey: command.idempotencyKey, digest, document: { ...document }, deviations: [] };
  await world.run.append('gateway', caseId, { entryKey: 'effect/1/1/post/settled', stage: 'confirmed', body });
  return { ...document, key: command.idempotencyKey };
}

describe('the books of Tryton', () => {
  it('are read by whoever may read them, within bounds, and their order is written by nobody', async () => {
    const documents = (client: TrytonClient, ...args: unknown[]) =>
      client.call('countersign.command', 'documents', ...args);
    await expect(documents(running.client('purchase', { beside: true }), 0, 1)).rejects.toThrow(/^ACCESS_DENIED: /);
    for (const args of [
      [-1, 1],
      ['0', 1],
      [0, 0],
      [0, 501],
      [0, true],
    ])
      await expect(documents(reader, ...args)).rejects.toThrow(/^INVALID_DOCUMENT: /);
    await expect(reader.call('countersign.command', 'documents_of', 'key')).rejects.toThrow(/^INVALID_DOCUMENT: /);
    for (const client of [reader, running.client('invoice', { beside: true })])
      await expect(client.call('countersign.posting', 'create', [{ invoice: 1 }])).rejects.toThrow('403');
  });

  it('go page by page to their end, those from before us too', async () => {
    const { last } = await books.documents({ after: 0, limit: 1 });
    const seen: number[] = [];
    for (let after = 0; after < last; after = seen.at(-1) ?? last) {
      const { documents } = await books.documents({ after, limit: 3 });
      seen.push(...documents.map(({ position }) => position));
    }
    expect(seen.length).toBeGreaterThan(5);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(await books.documents({ after: last, limit: 5 })).toEqual({ last, documents: [] });
  });

  it('show the trace on the form of the invoice', async () => {
    expect(await byHand('form')).toBe('True');
  });
});

describe('ledger and Tryton', () => {
  it('say the same of what was posted through the module', async () => {
    await reconciled();
    for (let n = 0; n < 3; n += 1) await confirmed();
    const done = await reconciled();
    expect(done).toMatchObject({ documents: 3, found: [], failed: [], open: { ofCases: 0, outside: 0 } });
    expect(accuracyOf(done)).toBe(100);
  });

  it('differ in what an accountant enters, cancels and renames by hand, each with its kind', async () => {
    const [cancelled, renamed] = [await confirmed(), await confirmed()];
    await reconciled();
    const entered = await byHand('enter', 'HAND-1');
    await byHand('cancel', cancelled.id);
    await byHand('rename', renamed.id, 'OTHER-1');
    const done = await reconciled();
    expect(done.failed).toEqual([]);
    expect(subjects().sort()).toEqual([
      `break-found cancelled-in-erp ${cancelled.key}`,
      `break-found digest-differs ${renamed.key}`,
      `break-found outside-governance ${entered}`,
    ]);
    expect(accuracyOf(done)).toBe(60);
    expect(await reconciled()).toMatchObject({ found: [], closed: [] });
    await byHand('cancel', entered);
    expect(await reconciled()).toMatchObject({ closed: ['outside-governance'], open: { ofCases: 2, outside: 0 } });
  });
});
