import { describe, expect, it } from 'vitest';
import {
  agreement,
  budget,
  CASE,
  caseOf,
  found,
  line,
  OTHER,
  onAccount,
  open,
  order,
  paid,
  quote,
} from '../fixtures.ts';

/** One piece on an account, with three quotes, so that nothing but money is looked at. */
const costing = (net: string) => ({
  lines: [onAccount(net)],
  quotes: [quote('V-100', net), quote('V-200', net), quote('V-300', net)],
});
const USD = { taxes: [{ id: '1', code: 'V20', rate: '20', recoverable: '0' }] };

describe('the budget', () => {
  it.each<[string[], object, object]>([
    [['BUDGET-NONE park'], {}, { budgets: [] }],
    [['BUDGET-NONE park'], {}, { budgets: [budget({ end: '2026-12-09' })] }],
    [['BUDGET-AMBIGUOUS park'], {}, { budgets: [budget(), budget({ id: '8' })] }],
    [['BUDGET-EXCEEDED park'], costing('50000.01'), {}],
    [['BUDGET-EXCEEDED park'], costing('41666.67'), USD],
    [['BUDGET-CONTESTED review'], costing('49000'), { inFlight: [open('1000.01')] }],
    [['BUDGET-CONTESTED review'], costing('49000'), { inFlight: [open('1000.01', { budget: undefined })] }],
    [['BUDGET-CONTESTED review'], costing('49000'), { inFlight: [open('1', { currency: 'CHF' })] }],
    [['BUDGET-CONTESTED review'], costing('49000'), { inFlight: [open('1250.02', { currency: 'USD' })] }],
  ])('is told of as %s', (codes, document, facts) => expect(found(caseOf(document, facts))).toEqual(codes));

  it.each<[string, object, object]>([
    ['to the last cent', costing('50000'), {}],
    ['to the last cent, unrecoverable tax among it', costing('41666.66'), USD],
    ['beside what is in flight', costing('49000'), { inFlight: [open('1000')] }],
    ['whatever others want of another budget', costing('50000'), { inFlight: [open('9', { budget: '8' })] }],
    [
      'whatever others want of no budget, at another cost centre',
      costing('50000'),
      { inFlight: [open('9', { budget: undefined, costCentre: '4' })] },
    ],
    [
      'beside what is ordered already and still in flight: it counts once',
      costing('50000'),
      { inFlight: [open('9')], budgets: [budget({ byCase: [{ caseId: OTHER, amount: '9' }] })] },
    ],
    [
      'what its own order has taken already, too',
      costing('50000'),
      { budgets: [budget({ committed: '60000', byCase: [{ caseId: CASE, amount: '50000' }] })] },
    ],
  ])('may be taken %s', (_, document, facts) => expect(found(caseOf(document, facts))).toEqual([]));
});

describe('the price', () => {
  const history = ['18', '18.20', '17.80'].map((price) => paid(price));
  it.each<[string[], object, object]>([
    [['PRICE-ABOVE-AGREED review'], line({ unitPrice: '18.5001' }), {}],
    [['PRICE-ABOVE-AGREED review'], line(), { agreements: [agreement(), agreement({ id: 'FW-2', unitPrice: '18' })] }],
    [['PRICE-ABOVE-AGREED review'], line(), { agreements: [agreement({ unitPrice: '23', currency: 'USD' })] }],
    [['PRICE-ABOVE-HISTORY review'], line({ unitPrice: '19.81' }), { agreements: [], prices: history }],
    [
      ['PRICE-ABOVE-HISTORY review'],
      line({ unitPrice: '19.81' }),
      { agreements: [], prices: [...history, paid('18'), paid('9000')] },
    ],
  ])('is told of as %s', (codes, one, facts) => expect(found(caseOf({ lines: [one] }, facts))).toEqual(codes));

  it.each<[string, object, object]>([
    ['within a tenth of what was paid', line({ unitPrice: '19.80' }), { agreements: [], prices: history }],
    ['without a history', line({ unitPrice: '40' }), { agreements: [], prices: history.slice(1) }],
    ['below what is agreed', line({ unitPrice: '1' }), {}],
  ])('may be %s', (_, one, facts) => expect(found(caseOf({ lines: [one] }, facts))).toEqual([]));

  it.each([
    ['another vendor', { vendor: '13' }],
    ['another product', { product: '32' }],
    ['a time to come', { validFrom: '2026-11-25' }],
    ['a time that is over', { validUntil: '2026-11-23' }],
  ])('is not agreed by a contract of %s', (_, more) => {
    const facts = { agreements: [agreement({ unitPrice: '1', ...more })] };
    expect(found(caseOf({}, facts))).toEqual([]);
  });
});

describe('quotes', () => {
  const three = [quote('V-100', '6000'), quote('V-200', '6500'), quote('V-300', '6600')];
  const buying = (net: string, quotes: object[]) => caseOf({ lines: [onAccount(net)], quotes });
  it.each<[string[], string, object[]]>([
    [['QUOTES-MISSING review'], '5000', []],
    [['QUOTES-MISSING review'], '6000', three.slice(1)],
    [['QUOTES-MISSING review'], '6000', [...three.slice(1), quote('V-200', '6700')]],
    [['QUOTES-MISSING review'], '6000', [...three.slice(1), quote('V-999', '6700')]],
    [['QUOTES-MISSING review'], '6000', [...three.slice(0, 2), quote('V-300', '6600', { validUntil: '2026-11-23' })]],
    [['QUOTES-MISSING review'], '6000', [...three.slice(0, 2), quote('V-300', '6600', { date: '2026-11-25' })]],
    [['QUOTE-EXPIRED review'], '100', [quote('V-100', '100', { validUntil: '2026-11-23' })]],
    [['QUOTE-EXCEEDED review'], '6000.01', three],
    [['QUOTE-CHEAPER'], '6000', [quote('V-100', '6000'), quote('V-200', '5999'), quote('V-300', '6600')]],
  ])('are told of as %s', (codes, net, quotes) => expect(found(buying(net, quotes))).toEqual(codes));

  it('of one group of vendors are one', () => {
    const of = buying('6000', three);
    const vendors = of.facts.vendors.map((one) =>
      one.id === '13' ? { ...one, group: ['14'] } : one.id === '14' ? { ...one, group: ['13'] } : one,
    );
    expect(found({ ...of, facts: { ...of.facts, vendors } })).toEqual(['QUOTES-MISSING review']);
  });

  it.each<[string, string, object[]]>([
    ['below the limit', '4999.99', []],
    ['of three vendors', '6000', three],
  ])('are enough %s', (_, net, quotes) => expect(found(buying(net, quotes))).toEqual([]));

  it('are not asked for where every price is agreed', () => {
    expect(found(caseOf({ lines: [line({ quantity: '1000' })] }))).toEqual([]);
  });
});

describe('splitting', () => {
  /** 500 gross here, at most 20 % tax on what others ordered. */
  const parts = (...orders: object[]) => caseOf({ lines: [onAccount('416.66')] }, { orders });
  it.each<[string, object[], object[]]>([
    ['by the same requester', [order('420', { vendor: '99' })], []],
    ['by the same requester, called otherwise', [order('420', { vendor: '99', requester: ' Person-Amara' })], []],
    ['of the same vendor', [order('420', { requester: 'erp:bruno' })], []],
    ['in three parts', [order('210'), order('215', { id: '91', caseId: undefined })], []],
    ['with another requisition', [], [open('420', { requester: 'person-amara' })]],
    ['in a currency without a rate', [order('1', { currency: 'CHF' })], []],
  ])('is seen %s', (_, orders, inFlight) => {
    const of = parts(...orders);
    const facts = { ...of.facts, inFlight: caseOf({}, { inFlight }).facts.inFlight };
    expect(found({ ...of, facts })).toEqual(['SPLITTING review']);
  });

  it('is seen in the vendor’s group of legal entities', () => {
    const of = parts(order('420', { vendor: '77', requester: 'erp:bruno' }));
    expect(found(of)).toEqual([]);
    const vendors = of.facts.vendors.map((one) => ({ ...one, group: ['77'] }));
    expect(found({ ...of, facts: { ...of.facts, vendors } })).toEqual(['SPLITTING review']);
  });

  it.each<[string, object]>([
    ['far in time', order('420', { date: '2026-11-09' })],
    ['cancelled', order('420', { state: 'cancelled' })],
    ['of others', order('420', { vendor: '99', requester: 'person-bruno' })],
    ['of this very case', order('420', { caseId: CASE })],
    ['above the limit itself', order('900')],
    ['too small', order('400')],
  ])('is not what is %s', (_, one) => expect(found(parts(one))).toEqual([]));

  it('counts what is in flight again once its order is cancelled', () => {
    const of = caseOf(
      { lines: [onAccount('416.66')] },
      { orders: [order('600', { state: 'cancelled' })], inFlight: [open('600', { vendor: '12' })] },
    );
    expect(found(of)).toEqual(['SPLITTING review']);
  });

  it('counts what is ordered and still in flight once', () => {
    const of = caseOf(
      { lines: [onAccount('416.66')] },
      { orders: [order('300')], inFlight: [open('300', { vendor: '12' })] },
    );
    expect(found(of)).toEqual([]);
  });
});
