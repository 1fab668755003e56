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
});
