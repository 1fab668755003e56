import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { date, decimal } from '../../../../lambdas/erp/tryton/values.ts';

describe('a decimal', () => {
  it.each(['', ' 1', '1,5', '1e3', '+1', '.5', 'NaN', '1.'])('refuses %j', (text) => {
    expect(() => decimal(text)).toThrow(RangeError);
  });

  it('keeps its text', () => {
    expect(decimal('-18.50')).toEqual({ __class__: 'Decimal', decimal: '-18.50' });
  });
});

describe('a day', () => {
  it.each(['', '2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', '2026-01-01T00:00:00Z'])('refuses %j', (text) => {
    expect(() => date(text)).toThrow(RangeError);
  });

  it('keeps its parts', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (instant) => {
          const { year, month, day } = date(instant.toISOString().slice(0, 10));
          expect([year, month, day]).toEqual([
            instant.getUTCFullYear(),
            instant.getUTCMonth() + 1,
            instant.getUTCDate(),
          ]);
        },
      ),
    );
  });
});
