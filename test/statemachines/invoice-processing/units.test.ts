import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitFactor } from '../../../statemachines/invoice-processing/matching/units.ts';

const units = [
  'C62',
  'H87',
  'EA',
  'DZN',
  'KGM',
  'GRM',
  'TNE',
  'MTR',
  'KMT',
  'HUR',
  'MIN',
  'DAY',
  'MON',
  'ANN',
  'LTR',
  'MTQ',
];

describe('units', () => {
  it.each([
    ['KGM', 'LTR'],
    ['DAY', 'HUR'],
    ['XBX', 'C62'],
    ['C62', 'XBX'],
    ['PR', 'C62'],
    ['C62', undefined],
    [undefined, undefined],
  ])('does not convert %s into %s', (from, to) => {
    expect(unitFactor(from, to)).toBeUndefined();
  });

  it.each([
    ['TNE', 'KGM', '1000'],
    ['GRM', 'KGM', '0.001'],
    ['H87', 'C62', '1'],
    ['ANN', 'MON', '12'],
    ['XBX', 'XBX', '1'],
  ])('converts %s into %s by %s', (from, to, factor) => {
    expect(unitFactor(from, to)?.toFixed()).toBe(factor);
  });

  it('there and back is where it was', () => {
    fc.assert(
      fc.property(fc.constantFrom(...units), fc.constantFrom(...units), (from, to) => {
        const there = unitFactor(from, to);
        const back = unitFactor(to, from);
        expect(there === undefined).toBe(back === undefined);
        if (there && back) expect(there.times(back).toDecimalPlaces(30).toFixed()).toBe('1');
      }),
    );
  });
});
