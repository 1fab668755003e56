import { describe, expect, it } from 'vitest';
import { price } from '../../../../statemachines/invoice-processing/controls/price.ts';
import { quantity } from '../../../../statemachines/invoice-processing/controls/quantity.ts';
import { codesOf, earlier, invoiceCase, orderLine } from '../fixtures.ts';

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
