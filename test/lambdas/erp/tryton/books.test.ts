import { describe, expect, it } from 'vitest';
import { stubErp } from '../../../../bench/stub-erp.ts';
import { ErpRefused, ErpUnavailable, ErpUnknown } from '../../../../lambdas/erp/errors.ts';
import { booksOf } from '../../../../lambdas/erp/tryton/books.ts';
import type { TrytonClient } from '../../../../lambdas/erp/tryton/client.ts';

function clientOf(answer: (method: string, args: readonly unknown[]) => unknown): TrytonClient {
  const client: TrytonClient = { call: async (_, method, ...args) => answer(method, args), within: () => client };
  return client;
}
const booksThat = (answer: (method: string, args: readonly unknown[]) => unknown) =>
  booksOf(async () => clientOf(answer));

describe('books that can’t be read', () => {
  it('are unavailable without credentials', async () => {
    const books = booksOf(async () => {
      throw new Error('no secret');
    });
    const failure = await books.documents({ after: 0, limit: 1 }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ErpUnavailable);
    expect(failure).toMatchObject({ sent: false, message: 'no secret' });
  });

  it.each([null, {}, [], { last: 1, documents: [{ id: 1 }] }])('are no empty books: %j is unknown', async (answer) => {
    await expect(booksThat(() => answer).documents({ after: 0, limit: 1 })).rejects.toBeInstanceOf(ErpUnknown);
  });

  it('say why they are refused', async () => {
    const books = booksThat(() => {
      throw new ErpRefused('ACCESS_DENIED');
    });
    await expect(books.documentsOf(['k'])).rejects.toThrow('ACCESS_DENIED');
  });

  it('are not asked for what is no id', async () => {
    await expect(booksThat(() => []).documentsById(['1e3'])).rejects.toBeInstanceOf(ErpRefused);
  });
});

describe('the books', () => {
  const stub = stubErp();
  for (const reference of ['A', 'B', 'C'])
    stub.answer('post_invoice', [
      `key/${reference}`,
      'digest',
      { reference, currency: 'EUR', expected: { untaxed: '10.00', tax: '2.00', total: '12.00' } },
    ]);
  const books = booksOf(async () => clientOf((method, args) => stub.answer(method, args)));
  const second = {
    ...{ id: '2', number: 'STUB-2', company: '1', currency: 'EUR', state: 'posted', cancelled: false, changed: [] },
    ...{ net: '10.00', tax: '2.00', gross: '12.00', key: 'key/B', digest: 'digest' },
  };

  it('are told page by page, by key and by id, each document as it stands', async () => {
    const { last, documents } = await books.documents({ after: 1, limit: 1 });
    expect({ last, documents }).toEqual({ last: 3, documents: [{ ...second, position: 2 }] });
    expect(await books.documentsOf(['key/B', 'key/other'])).toMatchObject([second]);
    expect((await books.documentsById(['3', '2'])).map(({ id }) => id)).toEqual(['2', '3']);
  });

  it('show no key of what did not come by us', async () => {
    const [booked] = stub.answer('documents_of', [['key/B']]) as object[];
    const byHand = booksThat(() => [{ ...booked, key: null, digest: null, number: null }]);
    const [document] = await byHand.documentsById(['2']);
    expect(document).toMatchObject({ number: '' });
    expect(document).not.toHaveProperty('key');
    expect(document).not.toHaveProperty('digest');
  });
});
