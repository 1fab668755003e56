import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, sum } from '../../../statemachines/kernel/decimal.ts';
import { placeOrderPayload } from '../../../statemachines/procurement-approvals/place-order-payload.ts';
import { proposeOrder } from '../../../statemachines/procurement-approvals/proposal.ts';
import type { RequisitionCase } from '../../../statemachines/procurement-approvals/requisition-case.ts';
import { budget, CASE, caseOf, factsOf, line, OTHER, onAccount, open, order, supplier } from './fixtures.ts';

const proposed = (of: RequisitionCase) => proposeOrder(of, []);
const payloadOf = (of: RequisitionCase) => placeOrderPayload.parse(proposed(of)?.commands[0]?.payload);

describe('nothing is proposed', () => {
  const { versions } = factsOf();
  it.each<[string, object, object]>([
    ['without a vendor', { vendor: undefined }, {}],
    ['for one that is unknown', { vendor: { code: 'V-999' } }, {}],
    ['for a code that two vendors have', {}, { vendors: [supplier(), supplier({ id: '99' })] }],
    ['without a company', {}, { company: undefined }],
    ['without a cost centre', {}, { costCentre: undefined }],
    ['for a product that is unknown', { lines: [line({ product: 'X' })] }, {}],
    ['on an account that is none', { lines: [onAccount('1', { account: 'X' })] }, {}],
    ['on neither', { lines: [onAccount('1', { account: undefined })] }, {}],
    ['without a tax', {}, { taxes: [] }],
    ['without a rate', { currency: 'CHF' }, {}],
    ['without a budget', {}, { budgets: [] }],
    ['with two budgets for one day', {}, { budgets: [budget(), budget({ id: '8' })] }],
    ['in a budget’s currency without a rate', {}, { budgets: [budget({ currency: 'CHF' })] }],
    ['for an amount beyond measure', { lines: [onAccount('999999999999', { quantity: '999' })] }, {}],
    ['for a line worth nothing', { lines: [line(), line({ id: '2', quantity: '0.0001' })] }, {}],
    ['without the version of the vendor', {}, { versions: versions.filter(({ id }) => id !== '12') }],
    ['without that of the cost centre', {}, { versions: versions.filter(({ kind }) => kind === 'vendor') }],
    ['with two of one', {}, { versions: [...versions, ...versions] }],
    ['with two of the vendor alone', {}, { versions: [versions[0], versions[0]] }],
  ])('%s', (_, document, facts) => expect(proposed(caseOf(document, facts))).toBeUndefined());
});

describe('what is proposed', () => {
  it('is one order, exactly', () => {
    const command = proposed(caseOf({ receiver: 'erp:bruno' }))?.commands;
    expect(command).toEqual([
      {
        ...{ kind: 'place-order', company: 'MFR', idempotencyKey: `${CASE}/place-order/1` },
        payload: {
          ...{ schema: 1, caseId: CASE, company: '1', vendor: '12', requisition: 'REQ-1', requester: 'person-amara' },
          ...{ costCentre: '3', currency: 'EUR', orderDate: '2026-11-24' },
          lines: [
            {
              ...{ description: 'A4 paper, box of 5 reams', product: '31', quantity: '20', unit: 'Box' },
              ...{ unitPrice: '18.5', net: '370', taxes: ['1'], wantedBy: '2026-12-10' },
            },
          ],
          totals: { net: '370', tax: '74', gross: '444' },
          budgets: [{ id: '7', amount: '370', currency: 'EUR' }],
          versions: [
            { kind: 'vendor', id: '12', version: 'v12' },
            { kind: 'cost-centre', id: '3', version: 'c3' },
          ],
        },
        compensation: expect.objectContaining({ kind: 'none' }),
      },
    ]);
  });

  it('claims its requisition, and says whose it is', () => {
    expect(proposed(caseOf({ receiver: 'erp:bruno' }))).toMatchObject({
      claims: ['requisition MFR REQ-1'],
      counterparty: 'V-100',
      segment: 'MFR',
      exposure: { minor: 44_400, currency: 'EUR' },
      acts: [
        { duty: 'requisition', by: 'person-amara', to: 'requisition REQ-1' },
        { duty: 'receipt', by: 'erp:bruno', to: 'requisition REQ-1' },
      ],
      attributes: { agreed: true },
    });
  });

  it.each<[string, object, object]>([
    ['no agreement', {}, { agreements: [] }],
    ['a line that is dearer', { lines: [line({ unitPrice: '18.51' })] }, {}],
    ['a line outside the catalogue', { lines: [line(), onAccount('1', { id: '2' })] }, {}],
  ])('is at no agreed price with %s', (_, document, facts) => {
    expect(proposed(caseOf(document, facts))?.attributes).toEqual({ agreed: false });
  });

  it('takes each budget for the lines that fall in it, unrecoverable tax among it, in its own currency', () => {
    const facts = {
      taxes: [{ id: '1', code: 'V20', rate: '20', recoverable: '0.5' }],
      budgets: [budget(), budget({ id: '8', currency: 'USD', start: '2027-01-01', end: '2027-12-31' })],
    };
    const lines = [onAccount('100'), onAccount('33.33', { id: '2', wantedBy: '2027-01-01' })];
    expect(payloadOf(caseOf({ lines }, facts)).budgets).toEqual([
      { id: '7', amount: '110', currency: 'EUR' },
      { id: '8', amount: '45.84', currency: 'USD' },
    ]);
  });
});

describe('the measure', () => {
  const measure = (document: object, facts: object = {}) => proposed(caseOf(document, facts))?.measure;

  it.each([
    ['purchase-related-party', { lines: [onAccount('1', { category: 'software' })] }, { relatedParty: true }],
    ['purchase-it', { lines: [line(), onAccount('1', { id: '2', category: 'it-equipment' })] }, {}],
    ['purchase-services', { lines: [onAccount('1', { category: 'professional-services' })] }, {}],
    ['purchase', {}, {}],
  ])('is of the category %s', (category, document, vendor) => {
    expect(measure(document, { vendors: [supplier(vendor)] })?.category).toBe(category);
  });

  it('is the whole gross amount, in every currency with a rate, rounded up', () => {
    expect(measure({ lines: [onAccount('0.01')] })?.exposures).toEqual([
      { minor: 1, currency: 'EUR' },
      { minor: 2, currency: 'USD' },
    ]);
    expect(measure({})?.exposures).toEqual([
      { minor: 44_400, currency: 'EUR' },
      { minor: 55_500, currency: 'USD' },
    ]);
  });

  it('counts other orders of the requester and of the vendor’s group with it, gross', () => {
    const orders = [
      order('100', { vendor: '99' }),
      order('50', { id: '91', caseId: undefined, requester: 'erp:bruno', vendor: '77' }),
      order('7', { id: '92', requester: 'erp:bruno', vendor: '99' }),
      order('7', { id: '93', caseId: CASE }),
    ];
    const inFlight = [open('30', { caseId: OTHER.replace(/.$/, 'x'), vendor: '12' }), open('7')];
    const facts = { orders, inFlight, vendors: [supplier({ group: ['77', '9'] })] };
    expect(measure({}, facts)).toMatchObject({ group: 'vendor 9', adds: true });
    expect(measure({}, facts)?.earlier.map(({ exposures }) => exposures[0]?.minor)).toEqual([12_000, 6_000, 3_600]);
    expect(measure({}, facts)?.earlier.map((of) => of.caseId)).toEqual([OTHER, undefined, inFlight[0]?.caseId]);
  });

  it('leaves what has no rate without an amount: then nobody is permitted', () => {
    const facts = { orders: [order('1', { currency: 'CHF' })] };
    expect(measure({}, facts)?.earlier.map(({ exposures }) => exposures)).toEqual([[]]);
  });

  it('of an amended requisition is its whole value, whatever it asked for before', () => {
    const more = { lines: [line({ quantity: '30' })] };
    const facts = { inFlight: [open('370', { caseId: CASE, vendor: '12' })] };
    expect(measure(more, facts)).toMatchObject({ exposures: [{ minor: 66_600, currency: 'EUR' }, {}], earlier: [] });
  });
});

describe('by law', () => {
  const cents = (max: number, places: number) =>
    fc.integer({ min: 1, max }).map((minor) => new Decimal(minor).div(new Decimal(10).pow(places)).toFixed());
  const TAXES = [
    { id: '1', code: 'V20', rate: '20', recoverable: '1' },
    { id: '2', code: 'V5.5', rate: '5.5', recoverable: '0.33' },
    { id: '3', code: 'V0', rate: '0', recoverable: '0' },
    { id: '4', code: 'RC', rate: '20', recoverable: '0', selfAssessed: true },
  ];
  const anyLine = fc.record({
    quantity: cents(10_000_000, 3),
    unitPrice: cents(10_000_000, 4),
    taxCode: fc.constantFrom('V20', 'V5.5', 'V0', 'RC'),
  });
  type Line = typeof anyLine extends fc.Arbitrary<infer T> ? T : never;
  const exact = ({ quantity, unitPrice }: Line) => new Decimal(quantity).times(unitPrice);
  /** By hand: half to even, and one way up. */
  const even = (amount: Decimal) => amount.toDecimalPlaces(2, Decimal.ROUND_HALF_EVEN);
  const up = (amount: Decimal) => amount.toDecimalPlaces(2, Decimal.ROUND_UP);
  const worth = (line: Line) => even(exact(line));
  const LOST: Record<string, string> = { V20: '0', 'V5.5': '0.03685', V0: '0', RC: '0.2' };

  it('totals are the lines to the minor unit, and each budget grants what its lines take', () => {
    const lists = fc.array(
      anyLine.filter((one) => worth(one).greaterThan(0)),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(lists, fc.constantFrom('EUR', 'USD'), (all, currency) => {
        const lines = all.map((one, index) => onAccount('1', { id: String(index), ...one }));
        const { totals, lines: ordered, budgets } = payloadOf(caseOf({ lines, currency }, { taxes: TAXES }));
        expect(ordered.map(({ net }) => net)).toEqual(all.map((one) => worth(one).toFixed()));
        const net = sum(all.map(worth));
        const base = (code: string) => sum(all.filter(({ taxCode }) => taxCode === code).map(exact));
        const tax = even(base('V20').times('0.2')).plus(even(base('V5.5').times('0.055')));
        expect(totals).toEqual({ net: net.toFixed(), tax: tax.toFixed(), gross: net.plus(tax).toFixed() });
        const rate = currency === 'USD' ? '1.25' : '1';
        const takes = all.map((one) =>
          up(
            worth(one)
              .plus(up(worth(one).times(LOST[one.taxCode] ?? 'NaN')))
              .div(rate),
          ),
        );
        expect(budgets).toEqual([{ id: '7', amount: sum(takes).toFixed(), currency: 'EUR' }]);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['0.125', '0.12', '0.02'],
    ['0.135', '0.14', '0.03'],
  ])('half a cent goes to the even one, as in the ERP: %s', (unitPrice, net, tax) => {
    expect(payloadOf(caseOf({ lines: [onAccount(unitPrice)] })).totals).toMatchObject({ net, tax });
  });
});
