import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryAssessment, arbitraryGarbage } from '../invoice-processing/assessment-arbitrary.ts';
import { creditRun, SURE } from './credit-run.ts';
import { earlier, type Varied } from './fixtures.ts';

/** Claims and facts; the assessment comes on top. Amounts are net; the fee is theirs times ten, so that the rule makes them. */
const worlds = fc.record({
  reason: fc.constantFrom('service-level', 'service-level', 'price-error', 'defect'),
  tier: fc.constantFrom('standard', 'gold', 'strategic'),
  due: fc.constantFrom(0.01, 100, 416.66, 416.67, 5_000, 60_000),
  differs: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(-0.01, 1) }),
  hold: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  /** Gross, credited to the customer within the window. */
  before: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(380.01) }),
});
type World = typeof worlds extends fc.Arbitrary<infer T> ? T : never;

const grossOf = (net: number) => Math.round(net * 100) + Math.round(net * 20);

/** Written out by hand, so that it is not the policy that proves itself: the agent’s row is 500 EUR gross. */
const factsAllowAuto = ({ reason, tier, due, differs, hold, before }: World): boolean =>
  reason === 'service-level' &&
  tier !== 'strategic' &&
  differs === 0 &&
  !hold &&
  grossOf(due) + Math.round(before * 100) <= 50_000;

function factsFor({ tier, hold, due, before }: World): Varied {
  const fee = (due * 10).toFixed(2);
  const tax = (due * 2).toFixed(2);
  const line = {
    id: '411',
    description: 'x',
    net: (due * 20).toFixed(2),
    tax: (due * 4).toFixed(2),
    taxes: ['S20'],
    credited: { net: '0', tax: '0' },
  };
  const credits = before === 0 ? [] : [earlier({ net: '1', gross: before.toFixed(2) })];
  return {
    customer: { tier, hold },
    contract: { monthlyFee: fee, cap: '100' },
    invoice: { tax, lines: [line] },
    facts: { credits },
  };
}

async function decided(world: World, assessment?: object) {
  const run = creditRun(factsFor(world));
  const amount = (world.due + (world.due > 0.01 ? world.differs : 0)).toFixed(2);
  const ref = await run.decided({ reason: world.reason, claimed: { amount, currency: 'EUR' } }, assessment);
  const { role, approvals } = (await run.lastOf(ref)).body;
  return { route: ref.route, digest: ref.digest, company: ref.company, role, approvals };
}

const clean: World = { reason: 'service-level', tier: 'standard', due: 100, differs: 0, hold: false, before: 0 };
const normal = (world: World): World => (world.due > 0.01 ? world : { ...world, differs: 0 });

describe('no assessment reaches a more permissive route than the facts alone allow', () => {
  it('whatever it says, injected texts among it', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, arbitraryAssessment, async (world, assessment) => {
        const [without, withIt] = [await decided(world), await decided(world, assessment)];
        expect(without.route).not.toBe('auto');
        expect(withIt.digest).toBe(without.digest);
        if (withIt.route === 'auto') {
          expect(factsAllowAuto(normal(world))).toBe(true);
          expect(assessment.anomalies).toEqual([]);
          expect(assessment.confidence).toBeGreaterThanOrEqual(0.8);
        } else expect(withIt).toEqual(without);
      }),
      { numRuns: 60 },
    );
  });

  it('nor does the best one where the facts do not allow it', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { route } = await decided(world, { ...SURE, suggested: { net: '999999' }, cause: 'service-level' });
        expect(route === 'auto').toBe(factsAllowAuto(normal(world)));
      }),
      { numRuns: 60 },
    );
  });

  it('nor does anything that is no assessment', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryGarbage, async (garbage) => {
        expect((await decided({ ...clean, tier: 'strategic' }, { garbage })).route).toBe('review');
        expect((await decided(clean, { garbage, route: 'auto', approved: true })).route).toBe('review');
      }),
      { numRuns: 20 },
    );
  });
});

it('and the law is not empty: a clean claim with a confident assessment is automatic', async () => {
  expect((await decided(clean, SURE)).route).toBe('auto');
  expect((await decided(clean)).route).toBe('review');
});
