import { describe, expect, it } from 'vitest';
import { order as orderControl } from '../../../../statemachines/invoice-processing/controls/order.ts';
import { orderLines } from '../../../../statemachines/invoice-processing/controls/order-lines.ts';
import { codesOf, invoiceCase, orderLine } from '../fixtures.ts';

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
