import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BookedDocument,
  BREAK_KINDS,
  type BreakKind,
  type ConfirmedEffect,
  reconcile,
} from '../../../statemachines/kernel/reconciliation.ts';

interface Books {
  readonly confirmed: readonly ConfirmedEffect[];
  readonly documents: readonly BookedDocument[];
}

const cents = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((amount) => (amount / 100).toFixed(2));
const effect = fc.record({ net: cents, tax: cents, gross: cents, currency: fc.constantFrom('EUR', 'CHF') });
/** Books that say the same as the ledger, in any order, with cancelled documents of nobody among them. */
const matching: fc.Arbitrary<Books> = fc
  .tuple(fc.array(effect, { minLength: 1, maxLength: 8 }), fc.array(effect, { maxLength: 3 }), fc.nat())
  .map(([effects, strays, turn]) => {
    const documentOf = (amounts: (typeof effects)[0], id: string): BookedDocument => ({
      ...{ ...amounts, id, number: `N-${id}`, company: '1', state: 'posted', cancelled: false, changed: [] },
    });
    const own = effects.map((amounts, n) => ({
      ...documentOf(amounts, `${n}`),
      key: `case-${n}/post/1`,
      digest: `d${n}`,
    }));
    const confirmed = own.map(({ key, digest, ...document }) => ({ key, digest, document }));
    const cancelled = strays.map((amounts, n) => ({
      ...documentOf(amounts, `x${n}`),
      state: 'cancelled',
      cancelled: true,
    }));
    const all = [...own, ...cancelled];
    const first = turn % all.length;
    return { confirmed, documents: [...all.slice(first), ...all.slice(0, first)] };
  });

type Change = (books: Books, of: BookedDocument) => Books;
const replaced = (books: Books, of: BookedDocument, ...by: BookedDocument[]): Books => ({
  ...books,
  documents: books.documents.flatMap((document) => (document === of ? by : [document])),
});
const changed =
  (change: (of: BookedDocument) => Partial<BookedDocument>): Change =>
  (books, of) =>
    replaced(books, of, { ...of, ...change(of) });
const more = (amount: string) => (Number(amount) + 0.01).toFixed(2);

/** One thing that goes wrong in books which were right, and the one break that it is. */
const MUTATIONS: readonly (readonly [string, BreakKind, Change])[] = [
  ['deleted', 'missing-in-erp', (books, of) => replaced(books, of)],
  ['booked twice', 'duplicate-in-erp', (books, of) => replaced(books, of, of, { ...of, id: 'twin', number: 'N-twin' })],
  ['of another net', 'amount-differs', changed(({ net }) => ({ net: more(net) }))],
  ['of another tax', 'amount-differs', changed(({ tax }) => ({ tax: more(tax) }))],
  ['of another gross', 'amount-differs', changed(({ gross }) => ({ gross: more(gross) }))],
  ['in another currency', 'amount-differs', changed(() => ({ currency: 'USD' }))],
  ['renumbered', 'number-differs', changed(({ number }) => ({ number: `${number}-2` }))],
  ['kept under another digest', 'digest-differs', changed(({ digest }) => ({ digest: `${digest}0` }))],
  ['given another reference', 'digest-differs', changed(() => ({ changed: ['reference'] }))],
  ['cancelled', 'cancelled-in-erp', changed(() => ({ state: 'cancelled', cancelled: true }))],
  [
    'entered by hand beside it',
    'outside-governance',
    (books, { key: _, digest: __, ...of }) => ({ ...books, documents: [...books.documents, { ...of, id: 'by-hand' }] }),
  ],
  [
    'not confirmed by its case',
    'case-not-confirmed',
    (books, of) => ({ ...books, confirmed: books.confirmed.filter(({ key }) => key !== of.key) }),
  ],
];

describe('ledger and books', () => {
  it('have a mutation for every kind of break', () => {
    expect(new Set(MUTATIONS.map(([, kind]) => kind))).toEqual(new Set(BREAK_KINDS));
  });

  it('that say the same have no break', () => {
    const law = fc.property(matching, ({ confirmed, documents }) => {
      expect(reconcile(confirmed, documents)).toEqual([]);
    });
    fc.assert(law);
  });

  it.each(MUTATIONS)('of which one is %s have exactly the break %s', (_, kind, change) => {
    fc.assert(
      fc.property(matching, fc.nat(), (books, nth) => {
        const own = books.documents.filter(({ key }) => key !== undefined);
        const of = own[nth % own.length] as BookedDocument;
        const mutated = change(books, of);
        const breaks = reconcile(mutated.confirmed, mutated.documents);
        expect(breaks.map((found) => found.kind)).toEqual([kind]);
        expect([of.key, 'by-hand']).toContain(breaks[0]?.subject);
      }),
    );
  });

  it('write the same amount in two ways', () => {
    const document = { id: '1', number: 'N-1', currency: 'EUR', net: '18.5', tax: '3.70', gross: '22.2' };
    const now = {
      ...document,
      net: '18.50',
      gross: '22.20',
      company: '1',
      state: 'posted',
      cancelled: false,
      changed: [],
    };
    const effects = [{ key: 'k', digest: 'd', document }];
    expect(reconcile(effects, [{ ...now, key: 'k', digest: 'd' }])).toEqual([]);
  });

  it('keep a document that replaced a cancelled one of the same key', () => {
    const document = { id: '1', number: 'N-1', currency: 'EUR', net: '1', tax: '0', gross: '1' };
    const now = { ...document, company: '1', state: 'posted', cancelled: false, changed: [], key: 'k', digest: 'd' };
    const breaks = reconcile(
      [{ key: 'k', digest: 'd', document }],
      [
        { ...now, cancelled: true },
        { ...now, id: '2' },
      ],
    );
    expect(breaks).toEqual([]);
  });
});
