import { describe, expect, it } from 'vitest';
import { caseOf, factsOf, found, line, onAccount, supplier } from '../fixtures.ts';

const vendors = (more: object) => ({ vendors: [supplier(more)] });

describe('a clean requisition', () => {
  it('has no findings', () => expect(found(caseOf())).toEqual([]));
});

describe('company and cost centre', () => {
  it.each<[string, object]>([
    ['COMPANY-UNKNOWN park', { company: undefined }],
    ['COST-CENTRE-UNKNOWN park', { costCentre: undefined }],
    ['COST-CENTRE-INACTIVE park', { costCentre: { id: '3', code: 'OPS', name: 'Operations', active: false } }],
  ])('are %s where they are', (code, facts) => expect(found(caseOf({}, facts))).toEqual([code]));
});

describe('the vendor', () => {
  it.each<[string[], object, object]>([
    [['VENDOR-MISSING park'], { vendor: undefined }, {}],
    [['VENDOR-UNKNOWN park'], { vendor: { code: 'V-999' } }, {}],
    [['VENDOR-UNKNOWN park'], {}, { vendors: [supplier(), supplier({ id: '99' })] }],
    [['VENDOR-INACTIVE park'], {}, vendors({ active: false })],
    [['VENDOR-ON-HOLD park'], {}, vendors({ hold: true })],
    [['VENDOR-INACTIVE park', 'VENDOR-ON-HOLD park'], {}, vendors({ active: false, hold: true })],
    [['VENDOR-CATEGORY review'], {}, vendors({ categories: ['furniture'] })],
    [['CERTIFICATE-EXPIRED review'], {}, vendors({ certificates: [{ kind: 'URSSAF', validUntil: '2026-11-23' }] })],
    [['VENDOR-CATEGORIES-MISSING'], {}, vendors({ categories: [] })],
  ])('is told of as %s', (codes, document, facts) => expect(found(caseOf(document, facts))).toEqual(codes));

  it('has a certificate as long as the newest of its kind is valid, that day included', () => {
    const certificates = [
      { kind: 'URSSAF', validUntil: '2025-01-01' },
      { kind: 'URSSAF', validUntil: '2026-11-24' },
    ];
    expect(found(caseOf({}, vendors({ certificates })))).toEqual([]);
    const other = [...certificates, { kind: 'ISO-27001', validUntil: '2026-11-01' }];
    expect(found(caseOf({}, vendors({ certificates: other })))).toEqual(['CERTIFICATE-EXPIRED review']);
  });
});

describe('a line', () => {
  const taxes = [
    { id: '1', code: 'V20', rate: '20', recoverable: '1' },
    { id: '2', code: 'V10', rate: '10', recoverable: '1' },
  ];
  it.each<[string[], object, object]>([
    [['PRODUCT-UNKNOWN park'], line({ product: 'PAPER-A5' }), {}],
    [['UNIT-DIFFERS park'], line({ unit: 'Ream' }), {}],
    [['LINE-UNASSIGNED park'], onAccount('100', { account: undefined }), {}],
    [['ACCOUNT-UNKNOWN park'], onAccount('100', { account: '999' }), {}],
    [['TAX-UNCERTAIN park'], line(), { taxes }],
    [['TAX-UNCERTAIN park'], line({ taxCode: 'V5' }), {}],
    [['TAX-UNCERTAIN park'], line(), { taxes: [] }],
    [['TAX-UNCERTAIN park'], line(), { taxes: [{ ...taxes[0], recoverable: '100' }] }],
    [['TAX-UNCERTAIN park'], line(), { taxes: [{ ...taxes[0], recoverable: '-0.1' }] }],
    [['LINE-WORTH-NOTHING reject'], line({ quantity: '0.0001' }), {}],
    [['WANTED-IN-THE-PAST reject'], line({ wantedBy: '2026-11-23' }), {}],
  ])('is told of as %s', (codes, one, facts) => expect(found(caseOf({ lines: [one] }, facts))).toEqual(codes));

  it('is not asked for more than a year ahead', () => {
    const facts = { budgets: [{ ...factsOf().budgets[0], end: '2099-12-31' }] };
    expect(found(caseOf({ lines: [line({ wantedBy: '2027-11-24' })] }, facts))).toEqual([]);
    expect(found(caseOf({ lines: [line({ wantedBy: '2027-11-25' })] }, facts))).toEqual(['WANTED-TOO-FAR reject']);
  });

  it('may be wanted today, by its tax code, in the unit of its product', () => {
    const one = line({ wantedBy: '2026-11-24', taxCode: 'V10', unit: 'Box' });
    expect(found(caseOf({ lines: [one] }, { taxes }))).toEqual([]);
  });
});

describe('people', () => {
  it.each(['person-amara', ' Person-Amara', 'ＰＥＲＳＯＮ-amara'])('who ask do not receive: %s', (receiver) => {
    expect(found(caseOf({ receiver }))).toEqual(['REQUESTER-RECEIVES review']);
  });
  it('may be two', () => expect(found(caseOf({ receiver: 'person-bruno' }))).toEqual([]));
});

describe('the amount', () => {
  const currency = 'USD';
  it.each<[string[], object, object]>([
    [['RATE-MISSING park', 'BUDGET-RATE-MISSING park', 'QUOTES-MISSING review'], { currency: 'CHF' }, {}],
    [['RATE-STALE'], { currency }, { rates: [{ currency, date: '2026-10-01', rate: '1.25' }] }],
    [
      ['AMOUNT-TOO-LARGE park', 'QUOTES-MISSING review'],
      { lines: [onAccount('999999999999', { quantity: '999' })] },
      {},
    ],
  ])('is told of as %s', (codes, document, facts) => {
    const all = found(caseOf({ ...document }, { agreements: [], ...facts }));
    expect(all).toEqual(codes);
  });

  it('has no rate of a day to come', () => {
    const rates = [{ currency, date: '2026-11-25', rate: '1.25' }];
    expect(found(caseOf({ currency }, { rates }))).toContain('RATE-MISSING park');
  });
});
