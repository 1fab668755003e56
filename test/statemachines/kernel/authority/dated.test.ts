import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dated, inForce } from '../../../../statemachines/kernel/authority/dated.ts';

const item = dated('thing', { value: z.int() });
const at = (day: number) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString();
const term = (from: number, until?: number) => ({
  ...{ value: from, validFrom: at(from) },
  ...(until !== undefined && { validUntil: at(until) }),
});
const parse = (...terms: object[]) => item.safeParse({ kind: 'thing', version: 1, terms });

describe('dated authority data', () => {
  it.each([
    ['no term', []],
    ['two without an end', [term(1), term(5)]],
    ['two that overlap', [term(1, 6), term(5)]],
    ['one that ends before it begins', [term(6, 5)]],
    ['one that never begins to count', [term(5, 5)]],
  ])('is not accepted with %s', (_, terms) => {
    expect(parse(...terms).success).toBe(false);
  });

  it('keeps what counts today when a change for later is written', () => {
    const { data } = parse(term(1, 10), term(10));
    expect(inForce(data, at(9))?.value).toBe(1);
    expect(inForce(data, at(10))?.value).toBe(10);
    expect(inForce(data, at(0))).toBeUndefined();
  });

  it('has at most one term in force at any moment', () => {
    const bounds = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(bounds, fc.integer({ min: 0, max: 61 }), (days, day) => {
        const sorted = days.toSorted((a, b) => a - b);
        const terms = sorted.slice(1).map((end, index) => term(sorted[index] ?? 0, end));
        const { data } = parse(...terms);
        const counting = terms.filter(
          ({ validFrom, validUntil }) => validFrom <= at(day) && at(day) < (validUntil ?? ''),
        );
        expect(counting.length).toBeLessThanOrEqual(1);
        expect(inForce(data, at(day))?.value).toBe(counting[0]?.value);
      }),
    );
  });
});
