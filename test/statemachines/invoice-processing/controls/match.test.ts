import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { order as orderControl } from '../../../../statemachines/invoice-processing/controls/order.ts';
import { orderLines } from '../../../../statemachines/invoice-processing/controls/order-lines.ts';
import { price } from '../../../../statemachines/invoice-processing/controls/price.ts';
import { quantity } from '../../../../statemachines/invoice-processing/controls/quantity.ts';
import { unplannedCharges } from '../../../../statemachines/invoice-processing/controls/unplanned-charges.ts';
import { Decimal } from '../../../../statemachines/kernel/decimal.ts';
import { codesOf, creditCase, earlier, invoiceCase, orderLine, paperLine, totalsOf } from '../fixtures.ts';

const second = {
  ...orderLine,
  id: '32',
  number: '2',
  product: { code: 'P-TONER', gtin: '3504123450027' },
  unitPrice: '64',
};
const noReference = { orderLine: undefined, sellerItem: undefined };

describe('order', () => {
  it.each([
    ['unknown', { facts: { orders: [] } }, 'ORDER-UNKNOWN'],
    ['of another vendor', { order: { vendor: '8' } }, 'ORDER-OTHER-VENDOR'],
    ['of another company', { order: { company: '2' } }, 'ORDER-UNKNOWN'],
    ['cancelled', { order: { billable: false, state: 'cancelled' } }, 'ORDER-NOT-BILLABLE'],
    ['in another currency (T15)', { order: { currency: 'USD' } }, 'ORDER-CURRENCY'],
  ])('reviews an order that is %s', (_, changes, code) => {
    expect(orderControl.find(invoiceCase(changes))).toMatchObject([{ code, disposition: 'review' }]);
  });

  it('only tells that there is no order: policy decides on it', () => {
    expect(orderControl.find(invoiceCase({ document: { order: undefined } }))).toMatchObject([
      { code: 'NO-ORDER', severity: 'warning' },
    ]);
  });
});

describe('order lines', () => {
  it.each([
    [
      'an order line that is not there',
      { line: { orderLine: '7', sellerItem: undefined } },
      'ORDER-LINE-UNKNOWN',
      'review',
    ],
    ['a unit without conversion', { line: { unit: 'XBX' } }, 'UNIT-NOT-CONVERTIBLE', 'park'],
    ['no unit', { line: { unit: undefined } }, 'UNIT-NOT-CONVERTIBLE', 'park'],
    [
      'another item than its order line',
      { order: { lines: [orderLine, second] }, line: { orderLine: '2' } },
      'ORDER-LINE-ITEM',
      'review',
    ],
    [
      'an item that two order lines have',
      { order: { lines: [orderLine, { ...orderLine, id: '33', number: '3' }] }, line: { orderLine: undefined } },
      'ORDER-LINE-AMBIGUOUS',
      'park',
    ],
  ])('stop %s', (_, changes, code, disposition) => {
    expect(orderLines.find(invoiceCase(changes))).toMatchObject([{ code, disposition }]);
  });

  it('match by item where there is no BT-132', () => {
    const lines = { order: { lines: [second, orderLine] } };
    expect(codesOf(orderLines, invoiceCase({ ...lines, line: { orderLine: undefined } }))).toEqual([]);
    const byGtin = { ...noReference, standardItem: { scheme: '0160', id: '3504123450010' } };
    expect(codesOf(orderLines, invoiceCase({ ...lines, line: byGtin }))).toEqual([]);
  });
});

describe('price', () => {
  const at = (net: string, changes: Record<string, unknown> = {}) =>
    invoiceCase({ line: { net, price: undefined, ...changes } });

  it('T15: tolerates the lesser of percent and amount, not a constant', () => {
    expect(codesOf(price, at('188.70'))).toEqual([]);
    expect(codesOf(price, at('188.71'))).toContain('PRICE-OVER-TOLERANCE');
    const large = (net: string) => invoiceCase({ orderLine: { unitPrice: '9800' }, line: { net, price: undefined } });
    expect(codesOf(price, large('98050'))).toEqual([]);
    expect(codesOf(price, large('98050.01'))).toEqual(['PRICE-OVER-TOLERANCE']);
  });

  it('is not fooled by a low price beside a high net amount, nor by a price per hundred', () => {
    expect(codesOf(price, at('370', { price: '18.50' }))).toContain('PRICE-OVER-TOLERANCE');
    expect(codesOf(price, at('185', { price: '3700', priceBase: '100' }))).toContain('PRICE-OVER-TOLERANCE');
    expect(codesOf(price, at('185', { price: '1850', priceBase: '100' }))).toEqual([]);
  });

  it('takes line allowances off and charges on', () => {
    const amount = (charge: boolean) => [{ charge, amount: '20' }];
    expect(codesOf(price, at('185', { price: '20.50', allowancesCharges: amount(false) }))).toEqual([]);
    expect(codesOf(price, at('205', { price: '18.50', allowancesCharges: amount(true) }))).toContain(
      'PRICE-OVER-TOLERANCE',
    );
  });

  it('compares in the unit of the order', () => {
    const kilos = { unit: 'KGM', ordered: '1500', received: '1500', unitPrice: '1.20' };
    const tonnes = (net: string) =>
      invoiceCase({ orderLine: kilos, line: { unit: 'TNE', quantity: '1.5', net, price: undefined } });
    expect(codesOf(price, tonnes('1800'))).toEqual([]);
    expect(codesOf(quantity, tonnes('1800'))).toEqual([]);
    expect(codesOf(price, tonnes('1900'))).toContain('PRICE-OVER-TOLERANCE');
  });

  it('T15: small steps over many invoices of one order add up to its cap', () => {
    const before = {
      ...earlier,
      net: '188.5',
      lines: [{ orderLine: '31', quantity: '10', net: '188.5', vatCodes: ['12'] }],
    };
    const of = (invoices: unknown[]) =>
      invoiceCase({
        orderLine: { ordered: '20', received: '20', invoiced: '10' },
        line: { net: '188.6', price: undefined },
        facts: { invoices },
      });
    expect(codesOf(price, of([before]))).toEqual([]);
    expect(codesOf(price, of([before, { ...before, id: '56' }]))).toEqual(['ORDER-OVER-TOLERANCE']);
    expect(codesOf(price, of([before, { ...before, id: '56', posted: false }]))).toEqual([]);
  });

  it('T15: converts the absolute tolerance into the currency of the order, and has none without a rate', () => {
    const dollars = (net: string, rates: unknown[]) =>
      invoiceCase({
        document: { currency: 'USD' },
        order: { currency: 'USD', lines: [{ ...orderLine, unitPrice: '9800' }] },
        line: { net, price: undefined },
        facts: { rates },
      });
    const rates = [{ currency: 'USD', date: '2026-11-01', rate: '2' }];
    expect(codesOf(price, { ...dollars('98100', rates), today: '2026-11-24' })).toEqual([]);
    expect(codesOf(price, dollars('98000.01', []))).toContain('PRICE-OVER-TOLERANCE');
  });
});

describe('quantity', () => {
  it('T15: counts all receipts and all earlier invoices', () => {
    expect(codesOf(quantity, invoiceCase({ orderLine: { ordered: '30', received: '18', invoiced: '8' } }))).toEqual([]);
    expect(codesOf(quantity, invoiceCase({ orderLine: { ordered: '30', received: '18', invoiced: '9' } }))).toEqual([
      'QUANTITY-OVER-RECEIVED',
    ]);
  });

  it('adds up lines that bill the same order line', () => {
    const lines = [paperLine, { ...paperLine, id: '2', quantity: '1' }];
    expect(codesOf(quantity, invoiceCase({ document: { lines } }))).toContain('QUANTITY-OVER-RECEIVED');
  });

  it('has a tolerance of its own for over-delivery, and none for services', () => {
    const over = (received: string | undefined, line: string) =>
      codesOf(quantity, invoiceCase({ orderLine: { ordered: '100', received }, line: { quantity: line } }));
    expect(over('103', '103')).toEqual([]);
    expect(over('104', '104')).toEqual(['QUANTITY-OVER-ORDERED']);
    const service = { category: 'services', received: undefined };
    expect(codesOf(quantity, invoiceCase({ orderLine: service, line: { quantity: '10.1' } }))).toEqual([
      'QUANTITY-OVER-ORDERED',
    ]);
    expect(codesOf(quantity, invoiceCase({ orderLine: service }))).toEqual([]);
  });

  it('rejects a credit of more than was invoiced', () => {
    expect(codesOf(quantity, creditCase({ orderLine: { id: '41', invoiced: '1' } }))).toEqual(['CREDIT-OVER-INVOICED']);
  });

  it('never finds more because more was received', () => {
    const amount = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(amount, amount, amount, amount, amount, (ordered, received, more, invoiced, billed) => {
        const find = (arrived: number) =>
          codesOf(
            quantity,
            invoiceCase({
              orderLine: { ordered: `${ordered}`, received: `${arrived}`, invoiced: `${invoiced}` },
              line: { quantity: `${billed}` },
            }),
          );
        const before = find(received);
        expect(find(received + more).every((code) => before.includes(code))).toBe(true);
      }),
    );
  });

  it('finds exactly what is billed beyond receipts, to the last decimal', () => {
    const amount = fc.integer({ min: 1, max: 1e9 }).map((n) => new Decimal(n).div(1000));
    fc.assert(
      fc.property(amount, amount, (received, billed) => {
        const of = invoiceCase({
          orderLine: { ordered: '9999999', received: received.toFixed() },
          line: { quantity: billed.toFixed() },
        });
        expect(codesOf(quantity, of)).toEqual(billed.greaterThan(received) ? ['QUANTITY-OVER-RECEIVED'] : []);
      }),
    );
  });
});

describe('unplanned charges', () => {
  const freight = (amount: string) =>
    invoiceCase({
      document: {
        ...totalsOf('1185', '237', '1422'),
        allowancesCharges: [{ charge: true, amount, vat: { category: 'S', rate: '20' } }],
      },
    });

  it('have their own tolerance', () => {
    expect(codesOf(unplannedCharges, freight('11.85'))).toEqual([]);
    expect(codesOf(unplannedCharges, freight('11.86'))).toEqual(['UNPLANNED-CHARGE']);
  });

  it('include lines that refer to nothing', () => {
    const lines = [paperLine, { ...paperLine, ...noReference, id: '2', net: '10' }];
    expect(codesOf(unplannedCharges, invoiceCase({ document: { lines } }))).toEqual(['UNPLANNED-CHARGE']);
  });

  it('are no allowances', () => {
    const allowancesCharges = [{ charge: false, amount: '500', vat: { category: 'S', rate: '20' } }];
    expect(codesOf(unplannedCharges, invoiceCase({ document: { allowancesCharges } }))).toEqual([]);
  });

  it('are not netted against allowances', () => {
    const allowancesCharges = [
      { charge: true, amount: '500', vat: { category: 'S', rate: '20' } },
      { charge: false, amount: '500', vat: { category: 'S', rate: '20' } },
    ];
    expect(codesOf(unplannedCharges, invoiceCase({ document: { allowancesCharges } }))).toEqual(['UNPLANNED-CHARGE']);
  });
});
