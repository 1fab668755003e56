import { beforeEach, describe, expect, it } from 'vitest';
import type { ReconcileDeps } from '../../../lambdas/reconcile/ports.ts';
import { reconcileBooks } from '../../../lambdas/reconcile/run.ts';
import { accuracyOf } from '../../../lambdas/reconcile/tally.ts';
import { openBreaksOf } from '../../../lambdas/shared/open-breaks.ts';
import type { BookedDocument } from '../../../statemachines/kernel/reconciliation.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { reversing } from '../../support/reversing.ts';
import { memoryKept } from '../../support/toy-books.ts';

let world: Awaited<ReturnType<typeof reversing>>;
let books: BookedDocument[];
let settled: string[];
let deps: ReconcileDeps;
let original: string;
let reversal: string;
let ref: CaseRef;

beforeEach(async () => {
  world = await reversing();
  books = [];
  settled = [];
  deps = {
    ...world.run.as('reconcile'),
    ...{ workflowOf: world.workflowOf, kept: memoryKept().kept, flights: async () => [] },
    books: {
      documents: async ({ after, limit }) => ({
        documents: books.map((document, at) => ({ ...document, position: at + 1 })).slice(after, after + limit),
        last: books.length,
      }),
      documentsOf: async (keys) => books.filter(({ key = '' }) => keys.includes(key)),
      documentsById: async (ids) => books.filter(({ id }) => ids.includes(id)),
    },
    cases: { since: async () => ({ cases: [] }) },
    settle: async ({ caseId }) => void settled.push(caseId),
  };
  await reconcileBooks(deps);
  original = (await world.posted()).caseId;
  reversal = await world.asked(original);
  ref = await world.decided(reversal);
  await world.countersign(ref);
});

/** As the ERP has what a key posted, by a case's decision. */
async function book(key: string, caseId: string, more: Partial<BookedDocument> = {}) {
  const made = world.run.erp.documents.get(key);
  if (!made) throw new Error(`the ERP has nothing of ${key}`);
  const decided = (await world.ledger.read(caseId)).findLast(({ stage }) => stage === 'decided');
  const { number, currency, net, tax, gross, state } = made;
  const digest = String(decided?.body['digest']);
  books.push({
    ...{ id: made.id, number, currency, net, tax, gross, state, digest, key },
    company: '1',
    cancelled: false,
    changed: [],
    ...more,
  });
}
const keyOf = () => `${original}/post-toy/1`;
const openOf = async (caseId: string) => openBreaksOf(await world.ledger.read(caseId)).map(({ kind }) => kind);

describe('a break', () => {
  it('is a document that is cancelled while its reversal only waits', async () => {
    await book(keyOf(), original, { cancelled: true });
    await reconcileBooks(deps);
    expect(await openOf(original)).toEqual(['cancelled-in-erp']);
  });

  it('is a document that is cancelled while the credit of its reversal deviates, until somebody accepts that', async () => {
    const { post } = world.run.erp;
    world.run.erp.post = async (...of) => ({ ...(await post(...of)), net: '-1' }) as never;
    await world.carryOut(ref);
    await world.deliver(reversal);
    await book(keyOf(), original, { cancelled: true });
    const { effects } = await reconcileBooks(deps);
    expect(await openOf(original)).toEqual(['cancelled-in-erp']);
    expect(effects.get(keyOf())).toBe(true);
    const confirmed = (await world.ledger.read(reversal)).find(({ stage }) => stage === 'confirmed');
    await world.run.append('exceptions', reversal, {
      ...{ entryKey: 'exception/ann/1', stage: 'exception-resolved', actor: { kind: 'person', id: 'ann' } },
      body: { attempt: 1, opened: confirmed?.seq ?? 0, resolution: 'accept-as-is', reason: 'agreed' },
    });
    await reconcileBooks(deps);
    expect(await openOf(original)).toEqual([]);
  });

  it('is an amount that somebody changed, reversed or not, and it counts as not accurate', async () => {
    await world.carryOut(ref);
    await book(keyOf(), original, { net: '1' });
    const done = await reconcileBooks(deps);
    expect(await openOf(original)).toEqual(['amount-differs']);
    expect(accuracyOf(done)).toBe(0);
  });
});

describe('no break', () => {
  it.each([true, false])(
    'is a reversed document, cancelled: %s, even before its case has heard of it',
    async (cancelled) => {
      await world.carryOut(ref);
      await book(keyOf(), original, { cancelled });
      await book(`${keyOf()}/reversed`, reversal);
      await reconcileBooks(deps);
      expect([await openOf(original), await openOf(reversal)]).toEqual([[], []]);
      await world.deliver(reversal);
      await reconcileBooks(deps);
      expect([await openOf(original), await openOf(reversal)]).toEqual([[], []]);
    },
  );

  it('is the credit of a reversal whose answer is lost: the gateway is asked, of the reversal', async () => {
    world.run.erp.after = () => {
      throw new Error('the answer is lost');
    };
    await world.carryOut(ref).catch(() => {});
    world.run.clock.advance(60_000);
    await book(`${keyOf()}/reversed`, reversal);
    await reconcileBooks(deps);
    expect(settled).toEqual([reversal]);
    expect([await openOf(original), await openOf(reversal)]).toEqual([[], []]);
  });
});

it('T20: a reversed effect is neither right nor wrong; the credit counts by itself', async () => {
  await world.carryOut(ref);
  await book(keyOf(), original, { cancelled: true });
  await book(`${keyOf()}/reversed`, reversal);
  const { effects } = await reconcileBooks(deps);
  expect([...effects]).toEqual([[`${keyOf()}/reversed`, false]]);
});

it('T20: nor is one that a person has taken back by hand, until that statement is taken back', async () => {
  const say = (stage: 'exception-resolved' | 'exception-taken-back', more: object) =>
    world.run.append('exceptions', reversal, {
      ...{ entryKey: `exception/${stage}`, stage, actor: { kind: 'person', id: 'ann' } },
      body: { attempt: 1, reason: 'paid back', ...more },
    });
  await world.end(ref, 'Park', 'PAID');
  await book(keyOf(), original, { cancelled: true });
  const { seq } = await say('exception-resolved', { resolution: 'posted-by-hand', document: 'SCN-7' });
  expect((await reconcileBooks(deps)).effects.size).toBe(0);
  expect(await openOf(original)).toEqual([]);
  await say('exception-taken-back', { statement: seq });
  expect((await reconcileBooks(deps)).effects.get(keyOf())).toBe(true);
});
