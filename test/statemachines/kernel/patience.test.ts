import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_RETRY_AFTER_MS } from '../../../lambdas/shared/retry-after.ts';
import { LONG_LOOK_MS, MOST_RECEIVES, PATIENCE_SECONDS, waitMs } from '../../../statemachines/kernel/patience.ts';
import { registry } from '../../../statemachines/registry.ts';

const RECEIVES = Array.from({ length: MOST_RECEIVES }, (_, n) => n + 1);
const asked = fc.oneof(
  fc.constant(0),
  fc.constantFrom(1, 1_000, 30_000, 60_000),
  fc.integer({ min: 0, max: LONGEST_RETRY_AFTER_MS }),
);

describe('a command that waits', () => {
  it.each(registry.map(({ slug, effectSeconds }) => [slug, effectSeconds] as const))(
    'is never received so often that its successors overtake it before its effect gives up: %s',
    (_, effectSeconds) => {
      const waits = fc.array(asked, { minLength: MOST_RECEIVES, maxLength: MOST_RECEIVES });
      fc.assert(
        fc.property(waits, (all) => {
          const waited = RECEIVES.reduce((sum, receives) => sum + waitMs(all[receives - 1] ?? 0, receives), 0);
          expect(waited / 1_000).toBeGreaterThan(effectSeconds);
        }),
      );
      expect(RECEIVES.reduce((sum, receives) => sum + waitMs(1, receives), 0) / 1_000).toBeGreaterThan(effectSeconds);
    },
  );

  it('is looked at often in a short outage, and every five minutes in a long one', () => {
    expect([1, 2, 3, 6, 60].map((receives) => waitMs(0, receives))).toEqual([2_000, 4_000, 8_000, 60_000, 60_000]);
    expect([60, 61, 78, 1_000].map((receives) => waitMs(30_000, receives))).toEqual([
      30_000,
      expect.closeTo(66_000),
      LONG_LOOK_MS,
      LONG_LOOK_MS,
    ]);
  });

  it('never comes sooner than it was asked to', () => {
    fc.assert(
      fc.property(asked, fc.integer({ min: 1, max: MOST_RECEIVES }), (ms, receives) => {
        expect(waitMs(ms, receives)).toBeGreaterThanOrEqual(ms);
      }),
    );
  });

  it('waits in all for longer than the patience that a synth counts on', () => {
    expect(PATIENCE_SECONDS).toBeLessThanOrEqual(RECEIVES.reduce((sum, n) => sum + waitMs(1, n), 0) / 1_000);
    expect(PATIENCE_SECONDS).toBeGreaterThan(3 * 86_400);
  });
});
