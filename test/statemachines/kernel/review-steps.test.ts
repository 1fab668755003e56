import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReviewServiceLevel, reviewSteps } from '../../../statemachines/kernel/review-steps.ts';

const level: ReviewServiceLevel = {
  currency: 'EUR',
  bands: [
    { upTo: 100, remindAfter: 8, nextAfter: 24 },
    { remindAfter: 2, nextAfter: 8 },
  ],
};

describe('the steps of a review', () => {
  it('remind each role, ask the next one upwards, and end after the last', () => {
    expect(reviewSteps(level, 100, ['clerk', 'chief'])).toEqual([
      { stage: 'reminded', role: 'clerk', hours: 8 },
      { stage: 'escalated', role: 'chief', hours: 16 },
      { stage: 'reminded', role: 'chief', hours: 8 },
      { stage: 'review-expired', role: 'chief', hours: 16 },
    ]);
  });

  it.each([
    [101, 'more than the band holds'],
    [undefined, 'no rate to measure it'],
  ])('are the strictest for %s: %s', (amount, _) => {
    expect(reviewSteps(level, amount, ['clerk'])[0]?.hours).toBe(2);
  });

  it('end once, whatever the roles', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 12 }), (roles) => {
        const steps = reviewSteps(level, 1, roles);
        expect(steps).toHaveLength(2 * roles.length);
        expect(steps.findIndex(({ stage }) => stage === 'review-expired')).toBe(steps.length - 1);
        expect(steps.filter(({ stage }) => stage === 'escalated').map(({ role }) => role)).toEqual(roles.slice(1));
      }),
    );
  });
});
