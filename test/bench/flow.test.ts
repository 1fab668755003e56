import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureFlow, percentile } from '../../bench/flow.ts';

describe('percentile', () => {
  it.each([
    ['no values', [], 50],
    ['less than 0 %', [1], -1],
    ['more than 100 %', [1, 2], 101],
    ['no number', [1], Number.NaN],
  ])('refuses %s', (_, values, percent) => {
    expect(() => percentile(values, percent)).toThrow(RangeError);
  });

  it('is one of the values, with so many percent of them at most as large', () => {
    const values = fc.array(fc.integer(), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 100 }), (given, percent) => {
        const found = percentile(given, percent);
        expect(given).toContain(found);
        expect(given.filter((value) => value <= found).length * 100).toBeGreaterThanOrEqual(percent * given.length);
      }),
    );
  });

  it('takes the nearest rank', () => {
    expect([50, 95].map((percent) => percentile([4, 1, 3, 2], percent))).toEqual([2, 4]);
  });
});

describe('measureFlow', () => {
  it('ends with the first failure', async () => {
    const failing = measureFlow([1, 2, 3], 2, async (one) => {
      if (one === 2) throw new Error('case 2');
      return one;
    });
    await expect(failing).rejects.toThrow('case 2');
  });

  it('runs every case once, never more at a time than told', async () => {
    const ran: number[] = [];
    let now = 0;
    let most = 0;
    const figures = await measureFlow([1, 2, 3, 4, 5], 2, async (one) => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      now -= 1;
      ran.push(one);
      return one;
    });
    expect(ran.toSorted()).toEqual([1, 2, 3, 4, 5]);
    expect(most).toBe(2);
    expect(figures).toMatchObject({ cases: 5, p50Ms: 3, p95Ms: 5 });
  });
});
