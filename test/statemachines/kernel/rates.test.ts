import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../../../statemachines/kernel/decimal.ts';
import { inEveryCurrency, inGroup, rateOn } from '../../../statemachines/kernel/rates.ts';

const facts = {
  groupCurrency: 'EUR',
  rates: [
    { currency: 'GBP', date: '2026-10-01', rate: '0.9' },
    { currency: 'GBP', date: '2026-11-01', rate: '0.8' },
    { currency: 'GBP', date: '2026-12-01', rate: '0.7' },
    { currency: 'JPY', date: '2026-11-01', rate: '160' },
    { currency: 'USD', date: '2026-11-01', rate: '0' },
  ],
};
const TODAY = '2026-11-24';
const of = (amount: string, currency: string) => ({ amount: new Decimal(amount), currency });

describe('nothing is measured', () => {
  it.each(['CHF', 'USD'])('without a rate of %s that is more than zero', (currency) => {
    expect(rateOn(currency, TODAY, facts)).toBeUndefined();
    expect(inGroup('1', currency, TODAY, facts)).toBeUndefined();
    expect(inEveryCurrency(of('1', currency), TODAY, facts)).toEqual([]);
  });

  it('by a rate of the future', () => expect(rateOn('GBP', '2026-09-30', facts)).toBeUndefined());
  it('beyond what a safe integer holds', () => {
    expect(inEveryCurrency(of('1000000000000000', 'EUR'), TODAY, facts)).toEqual([]);
  });
});

it('the newest rate of the day counts', () => expect(rateOn('GBP', TODAY, facts)?.rate).toBe('0.8'));

it('an amount is in every currency with a rate, without sign and rounded up', () => {
  expect(inEveryCurrency(of('-10.01', 'EUR'), TODAY, facts)).toEqual([
    { minor: 1001, currency: 'EUR' },
    { minor: 801, currency: 'GBP' },
    { minor: 1602, currency: 'JPY' },
  ]);
});

it('by law, no amount is measured as less than it is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.constantFrom('EUR', 'GBP'), (cents, currency) => {
      const measured = inEveryCurrency(of((cents / 100).toFixed(2), currency), TODAY, facts);
      expect(measured).toContainEqual({ minor: cents, currency });
      const group = measured.find((each) => each.currency === 'EUR')?.minor ?? 0;
      expect(group).toBeGreaterThanOrEqual(Math.floor(currency === 'EUR' ? cents : cents / 0.8));
    }),
  );
});
