import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { togetherIn } from '../../../../statemachines/kernel/authority/measure.ts';

const eur = (minor: number) => [{ minor, currency: 'EUR' }];
const window = { today: '2026-11-24', days: 14 };

describe('what is measured together', () => {
  it('can’t be told where one part has no rate in the currency: scrutiny, never a pass', () => {
    const earlier = [{ date: '2026-11-20', exposures: [{ minor: 5, currency: 'USD' }] }];
    expect(togetherIn({ exposures: eur(1), earlier }, 'EUR', window)).toBeUndefined();
    expect(togetherIn({ exposures: eur(1), earlier: [] }, 'USD', window)).toBeUndefined();
  });

  it.each([
    ['2026-11-10', 3],
    ['2026-11-09', 1],
    ['2026-12-08', 3],
    ['2026-12-09', 1],
  ])('counts what lies within the window: %s', (date, together) => {
    const earlier = [{ date, exposures: eur(2) }];
    expect(togetherIn({ exposures: eur(1), earlier }, 'EUR', window)).toBe(together);
  });

  it('is never less than the case, and the parts of a split are never less than the whole', () => {
    const parts = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(parts, (amounts) => {
        const [last = 0, ...others] = amounts;
        const earlier = others.map((minor) => ({ date: '2026-11-20', exposures: eur(minor) }));
        const together = togetherIn({ exposures: eur(last), earlier }, 'EUR', window);
        expect(together).toBe(amounts.reduce((sum, minor) => sum + minor, 0));
        expect(together).toBeGreaterThanOrEqual(last);
      }),
    );
  });

  describe('with what others have committed', () => {
    const measured = (minor: number, caseId?: string) => ({ ...(caseId && { caseId }), exposures: eur(minor) });
    const seen = (minor: number, caseId?: string) => ({ ...measured(minor, caseId), date: '2026-11-20' });
    const combined = (earlier: ReturnType<typeof seen>[], ...committed: [string, number][]) =>
      togetherIn(
        {
          exposures: eur(1),
          earlier,
          committed: committed.map(([caseId, minor]) => ({ caseId, exposures: eur(minor) })),
        },
        'EUR',
        window,
      );

    it('can’t be told where a commitment has no rate in the currency', () => {
      const committed = [{ caseId: 'a', exposures: [{ minor: 5, currency: 'USD' }] }];
      expect(togetherIn({ exposures: eur(1), earlier: [], committed }, 'EUR', window)).toBeUndefined();
    });

    it.each([
      ['what the facts have not seen', [seen(10, 'b')], [['a', 5]], 16],
      ['a case once that both have, with the larger amount', [seen(10, 'a')], [['a', 12]], 13],
      ['and not with the smaller one', [seen(10, 'a')], [['a', 5]], 11],
      [
        'a case once that was prepared twice',
        [],
        [
          ['a', 5],
          ['a', 6],
        ],
        7,
      ],
      ['all documents of a case that the ERP has several of', [seen(10, 'a'), seen(10, 'a')], [['a', 12]], 21],
      ['a document of no known case beside it', [seen(10)], [['a', 10]], 21],
      [
        'a case whose document is dated outside the window',
        [{ ...seen(10, 'a'), date: '2026-01-01' }],
        [['a', 10]],
        11,
      ],
    ] as const)('counts %s', (_, earlier, committed, together) => {
      expect(combined([...earlier], ...committed.map(([id, minor]): [string, number] => [id, minor]))).toBe(together);
    });

    it('is never less than by either alone, and never more than by both', () => {
      const part = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 1_000 }));
      fc.assert(
        fc.property(fc.array(part), fc.array(part), (gathered, committed) => {
          const earlier = gathered.map(([caseId, minor]) => seen(minor, caseId));
          const together = combined(earlier, ...committed) ?? 0;
          const alone = [combined(earlier) ?? 0, combined([], ...committed) ?? 0];
          expect(together).toBeGreaterThanOrEqual(Math.max(...alone));
          expect(together).toBeLessThanOrEqual(alone.reduce((sum, minor) => sum + minor) - 1);
        }),
      );
    });
  });
});
