import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draws as schema } from '../../../statemachines/kernel/draw.ts';
import { caseIdOf } from '../../../statemachines/kernel/ids.ts';
import { formatAmount } from '../../../statemachines/kernel/money.ts';
import { drawsOf } from '../../../statemachines/procurement-approvals/matching/draws.ts';
import { budget, CASE, caseOf, found, OTHER, onAccount, quote } from './fixtures.ts';

const eur = (minor: number) => formatAmount({ minor, currency: 'EUR' });
const costing = (net: string) => ({
  lines: [onAccount(net)],
  quotes: [quote('V-100', net), quote('V-200', net), quote('V-300', net)],
});

describe('nothing is drawn', () => {
  it.each<[string, object]>([
    ['without a budget', { budgets: [] }],
    ['without a tax', { taxes: [] }],
    ['in a currency without a rate', { budgets: [budget({ currency: 'CHF' })] }],
  ])('%s', (_, facts) => expect(drawsOf(caseOf({}, facts))).toEqual([]));
});

it('is drawn what the order takes of each budget, with what others than our cases have left', () => {
  const byCase = [
    { caseId: OTHER, amount: '2000' },
    { caseId: CASE, amount: '0' },
  ];
  expect(drawsOf(caseOf({}, { budgets: [budget({ byCase })] }))).toEqual([
    {
      account: 'budget 7',
      amount: { minor: 37_000, currency: 'EUR' },
      ceiling: { minor: 5_200_000, currency: 'EUR' },
      readAt: '2026-11-24T09:00:00.000Z',
      known: [
        { caseId: OTHER, minor: 200_000 },
        { caseId: CASE, minor: 0 },
      ],
    },
  ]);
});

it('counts what is no case of ours with what others take, and what was credited beyond a case as nothing', () => {
  const byCase = [
    { caseId: 'by hand', amount: '2000' },
    { caseId: OTHER, amount: '-30' },
  ];
  const [draw] = drawsOf(caseOf({}, { budgets: [budget({ byCase })] }));
  expect(draw).toMatchObject({ ceiling: { minor: 4_997_000 }, known: [{ caseId: OTHER, minor: 0 }] });
});

it('is rounded so that no part of a cent is given away', () => {
  const [draw] = drawsOf(
    caseOf(
      { lines: [onAccount('10.01')] },
      { budgets: [budget({ currency: 'USD', budgeted: '99.999', actual: '0', committed: '0' })] },
    ),
  );
  expect([draw?.amount.minor, draw?.ceiling.minor]).toEqual([1252, 9999]);
});

describe('by law', () => {
  const minor = (max: number) => fc.integer({ min: 0, max });
  const world = fc.record({
    foreign: fc.record({ actual: minor(1_000_000), committed: minor(1_000_000) }),
    ours: fc.array(minor(1_000_000), { maxLength: 5 }),
    budgeted: minor(6_000_000),
    wanted: fc.integer({ min: 1, max: 3_000_000 }),
  });

  /** The budget as the ERP has it once our cases have taken theirs, as commitment or booked. */
  const readOf = ({ foreign, ours, budgeted, wanted }: typeof world extends fc.Arbitrary<infer T> ? T : never) => {
    const taken = ours.reduce((total, one) => total + one, 0);
    const byCase = ours.map((one, index) => ({
      caseId: caseIdOf('procurement-approvals', [String(index)]),
      amount: eur(one),
    }));
    const booked = Math.floor(taken / 3);
    const read = budget({
      budgeted: eur(budgeted),
      actual: eur(foreign.actual + booked),
      committed: eur(foreign.committed + taken - booked),
      byCase,
    });
    return { taken, of: caseOf(costing(eur(wanted)), { budgets: [read] }) };
  };

  it('the ceiling does not depend on what our own cases have taken or booked, and the known are all of that', () => {
    fc.assert(
      fc.property(world, (now) => {
        const { of, taken } = readOf(now);
        const [draw] = drawsOf(of);
        expect(draw?.ceiling.minor).toBe(now.budgeted - now.foreign.actual - now.foreign.committed);
        expect(schema.safeParse(drawsOf(of)).success).toBe(true);
        expect(draw?.known.reduce((total, one) => total + one.minor, 0)).toBe(taken);
      }),
    );
  });

  it('a draw is within its ceiling beside the known, exactly where the control lets it pass', () => {
    fc.assert(
      fc.property(world, (now) => {
        const { of, taken } = readOf(now);
        const [draw] = drawsOf(of);
        const fits = taken + (draw?.amount.minor ?? Number.NaN) <= (draw?.ceiling.minor ?? Number.NaN);
        expect(found(of).includes('BUDGET-EXCEEDED park')).toBe(!fits);
      }),
    );
  });

  it('whatever the order in which cases draw, together they never take more than there is', () => {
    const wants = fc.array(fc.integer({ min: 1, max: 400_000 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(wants, minor(1_000_000), (all, left) => {
        let drawn = 0;
        let spent = 0;
        const facts = { budgets: [budget({ budgeted: eur(left), actual: '0', committed: '0' })] };
        for (const wanted of all) {
          const [draw] = drawsOf(caseOf(costing(eur(wanted)), facts));
          if (!draw || drawn + draw.amount.minor > draw.ceiling.minor) continue;
          drawn += draw.amount.minor;
          spent += wanted;
        }
        expect(spent).toBeLessThanOrEqual(left);
      }),
      { numRuns: 1_000 },
    );
  });
});
