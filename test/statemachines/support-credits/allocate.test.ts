import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, sum, toDecimalText } from '../../../statemachines/kernel/decimal.ts';
import { minorDigits } from '../../../statemachines/kernel/money.ts';
import {
  allocate,
  type Part,
  uncreditedNet,
  uncreditedOf,
} from '../../../statemachines/support-credits/amounts/allocate.ts';
import { type InvoiceLine, invoiceLine } from '../../../statemachines/support-credits/facts.ts';
import { line } from './fixtures.ts';

const lines = (...of: Parameters<typeof line>[]) => of.map((each) => invoiceLine.parse(line(...each)));
const said = (parts: readonly Part[]) => parts.map((part) => [part.line.id, part.net.toFixed(), part.tax.toFixed()]);

describe('a credit over lines', () => {
  it('gives nothing to a line that leaves nothing, or is a discount', () => {
    const of = lines(['a', '100', '20', { net: '100', tax: '20' }], ['b', '-50', '-10'], ['c', '30', '6']);
    expect(said(allocate(new Decimal(30), of, 'EUR'))).toEqual([['c', '30', '6']]);
  });

  it('goes by what each leaves, the largest remainder first, of equal ones the first', () => {
    const of = lines(['a', '33.33', '6.67'], ['b', '33.33', '6.67'], ['c', '33.34', '6.67']);
    expect(said(allocate(new Decimal('0.01'), of, 'EUR'))).toEqual([['c', '0.01', '0']]);
    expect(said(allocate(new Decimal(10), of, 'EUR'))).toEqual([
      ['a', '3.33', '0.67'],
      ['b', '3.33', '0.67'],
      ['c', '3.34', '0.67'],
    ]);
  });

  it('is of whole yen', () => {
    const of = lines(['a', '1000', '100'], ['b', '999', '99']);
    expect(said(allocate(new Decimal(1001), of, 'JPY'))).toEqual([
      ['a', '501', '50'],
      ['b', '500', '50'],
    ]);
  });

  it('takes the rest of a tax that somebody credited otherwise with the last part, and no sooner', () => {
    const of = lines(['a', '100', '20', { net: '50', tax: '0' }]);
    expect(said(allocate(new Decimal(10), of, 'EUR'))).toEqual([['a', '10', '2.01']]);
    expect(said(allocate(new Decimal(50), of, 'EUR'))).toEqual([['a', '50', '20']]);
    const none = lines(['a', '100', '20', { net: '50', tax: '20' }]);
    expect(said(allocate(new Decimal(10), none, 'EUR'))).toEqual([['a', '10', '0']]);
  });
});

/** Invoices as they are booked: lines of some rates, each tax rounded by itself, perhaps a unit off. */
const invoices = fc
  .record({
    currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
    lines: fc.array(
      fc.record({
        net: fc.integer({ min: 1, max: 500_000 }),
        rate: fc.constantFrom(0, 0.021, 0.055, 0.1, 0.19, 0.2),
        off: fc.constantFrom(-1, 0, 0, 0, 1),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  })
  .map(({ currency, lines: of }) => {
    const text = (minor: number) => toDecimalText(new Decimal(minor).div(new Decimal(10).pow(minorDigits(currency))));
    return {
      currency,
      lines: of.map(({ net, rate, off }, nth) =>
        invoiceLine.parse(line(`${nth}`, text(net), text(Math.max(0, Math.round(net * rate) + (rate > 0 ? off : 0))))),
      ),
    };
  });

const credited = (of: readonly InvoiceLine[], parts: readonly Part[]): InvoiceLine[] =>
  of.map((each) => {
    const part = parts.find((one) => one.line.id === each.id);
    const plus = (name: 'net' | 'tax') => toDecimalText(new Decimal(each.credited[name]).plus(part?.[name] ?? 0));
    return { ...each, credited: { net: plus('net'), tax: plus('tax') } };
  });

it('by law, parts are the amount exactly, never more than is left, and all of it in whatever parts is the original exactly', () => {
  fc.assert(
    fc.property(invoices, fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { maxLength: 6 }), (of, cuts) => {
      const { currency } = of;
      const digits = minorDigits(currency);
      let now: readonly InvoiceLine[] = of.lines;
      for (const cut of [...cuts, 1]) {
        const left = uncreditedNet(now);
        const net = cut === 1 ? left : left.times(cut).toDecimalPlaces(digits, Decimal.ROUND_DOWN);
        const parts = allocate(net, now, currency);
        expect(sum(parts.map((part) => part.net)).equals(net)).toBe(true);
        for (const part of parts) {
          const most = uncreditedOf(part.line);
          expect(part.net.lessThanOrEqualTo(most.net) && part.tax.lessThanOrEqualTo(most.tax)).toBe(true);
          expect(part.net.greaterThan(0) && part.tax.greaterThanOrEqualTo(0)).toBe(true);
          expect(part.net.decimalPlaces() <= digits && part.tax.decimalPlaces() <= digits).toBe(true);
          const own = new Decimal(part.line.tax).times(part.net).div(part.line.net).toDecimalPlaces(digits);
          const unit = new Decimal(10).pow(-digits);
          const isRest = part.net.equals(most.net) || part.tax.equals(most.tax);
          expect(isRest || part.tax.minus(own).abs().lessThanOrEqualTo(unit)).toBe(true);
        }
        now = credited(now, parts);
      }
      for (const each of now) expect(each.credited).toEqual({ net: each.net, tax: each.tax });
    }),
    { numRuns: 300 },
  );
});
