import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantity } from '../../../../statemachines/invoice-processing/controls/quantity.ts';
import { Decimal } from '../../../../statemachines/kernel/decimal.ts';
import { codesOf, creditCase, invoiceCase, paperLine } from '../fixtures.ts';

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
