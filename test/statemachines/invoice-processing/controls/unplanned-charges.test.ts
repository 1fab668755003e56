import { describe, expect, it } from 'vitest';
import { unplannedCharges } from '../../../../statemachines/invoice-processing/controls/unplanned-charges.ts';
import { codesOf, creditCase, invoiceCase, paperLine, totalsOf } from '../fixtures.ts';

const noReference = { orderLine: undefined, sellerItem: undefined };

describe('unplanned charges', () => {
  const freight = (amount: string) =>
    invoiceCase({
      document: {
        ...totalsOf('1185', '237', '1422'),
        allowancesCharges: [{ charge: true, amount, vat: { category: 'S', rate: '20' } }],
      },
    });

  const beyond = { allowancesCharges: [{ charge: true, amount: '500', vat: { category: 'S', rate: '20' } }] };

  it.each([
    ['in a credit', creditCase({ document: beyond })],
    ['without an order', invoiceCase({ document: { ...beyond, order: undefined } })],
    ['while the order is not certain', invoiceCase({ document: beyond, order: { billable: false } })],
    ['while the vendor is not known', invoiceCase({ document: beyond, facts: { vendors: [] } })],
  ])('are not looked for %s', (_, of) => {
    expect(codesOf(unplannedCharges, of)).toEqual([]);
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
