import { describe, expect, it } from 'vitest';
import { type Draw, draw, draws, leftFor, type Taken } from '../../../statemachines/kernel/draw.ts';

const caseOf = (letter: string) => `toy-${letter.repeat(32)}`;
const [OWN, A, B] = [caseOf('0'), caseOf('a'), caseOf('b')];
const eur = (minor: number) => ({ minor, currency: 'EUR' });
const READ_AT = '2026-11-24T09:00:00.000Z';
const BEFORE = '2026-11-24T08:59:54.999Z';
/** Within what clocks may differ. */
const JUST_BEFORE = '2026-11-24T08:59:55.000Z';
const AFTER = '2026-11-24T09:00:00.001Z';

const drawn: Draw = { account: 'budget 12', amount: eur(60), ceiling: eur(100), readAt: READ_AT, known: [] };
const known = (minor: number, caseId = A) => ({ caseId, minor });
const took = (minor: number, confirmedAt?: string, caseId = A): Taken => ({
  ...{ caseId, exposures: [eur(minor)] },
  ...(confirmedAt && { confirmedAt }),
});

describe('a draw is refused', () => {
  it.each<[string, object, RegExp]>([
    ['of nothing', { amount: eur(0) }, /more than nothing/],
    ['that gives back', { amount: eur(-1) }, /more than nothing/],
    ['in another currency than its ceiling', { amount: { minor: 1, currency: 'USD' } }, /one currency/],
    ['of an account without a name', { account: '' }, /account/],
    ['of an account with an endless one', { account: 'x'.repeat(201) }, /account/],
    ['with facts of no time', { readAt: '2026-11-24' }, /readAt/],
    ['that knows one case twice', { known: [known(1), known(2)] }, /each case once/],
    ['by whose facts a case gives money', { known: [known(-1)] }, /minor/],
  ])('%s', (_, change, why) => {
    expect(JSON.stringify(draw.safeParse({ ...drawn, ...change }).error?.issues ?? 'fits')).toMatch(why);
  });

  it('twice of one account, and of more accounts than a transaction holds', () => {
    const many = Array.from({ length: 11 }, (_, nth) => ({ ...drawn, account: `budget ${nth}` }));
    expect(draws.safeParse([drawn, drawn]).error?.issues).toMatchObject([{ message: 'each account once' }]);
    expect(draws.safeParse(many).success).toBe(false);
    expect(draws.safeParse(many.slice(1)).success).toBe(true);
  });

  it('never where its ceiling is negative: it takes more than there is, and that is not its fault', () => {
    expect(draw.parse({ ...drawn, ceiling: eur(-1) })).toMatchObject({ ceiling: eur(-1) });
  });
});

describe('what is left of an account of 100', () => {
  it.each<[string, readonly ReturnType<typeof known>[], readonly Taken[], number | undefined]>([
    ['nobody has taken anything', [], [], 100],
    ['committed, and no facts know the case', [], [took(30)], 70],
    ['confirmed before they were read, and they don’t know it all the same', [], [took(30, BEFORE)], 70],
    ['known alone', [known(30)], [], 70],
    ['known, and confirmed before: the facts are right, if more', [known(30)], [took(20, BEFORE)], 70],
    ['known, and confirmed before: the facts are right, if less', [known(10)], [took(20, BEFORE)], 90],
    ['cancelled since it was confirmed', [known(0)], [took(20, BEFORE)], 100],
    ['confirmed while they were read: the larger', [known(0)], [took(20, AFTER)], 80],
    ['confirmed as clocks may differ: the larger', [known(0)], [took(20, JUST_BEFORE)], 80],
    ['confirmed while they were read, and they show more', [known(30)], [took(20, AFTER)], 70],
    ['unknown whether the ERP has it: the larger, however old', [known(0)], [took(20)], 80],
    ['cancelled, and posted again since', [known(0)], [took(40, BEFORE), took(20, AFTER)], 80],
    ['prepared several times: it is one case', [], [took(20), took(30, BEFORE), took(10)], 70],
    ['of several cases', [known(10), known(20, B)], [took(15, AFTER), took(99, BEFORE, B)], 65],
    ['its own counts for nothing, known and committed', [known(50, OWN)], [took(60, AFTER, OWN)], 100],
    ['taken by more than there is', [known(70), known(50, B)], [], -20],
  ])('%s', (_, facts, committed, left) => {
    expect(leftFor(OWN, { ...drawn, known: [...facts] }, committed)).toBe(left);
  });

  it('can’t be measured with another currency, unless it is the case’s own or the facts are right of it', () => {
    const dollars = { caseId: A, exposures: [{ minor: 1, currency: 'USD' }] };
    expect(leftFor(OWN, drawn, [dollars])).toBeUndefined();
    expect(leftFor(A, drawn, [dollars])).toBe(100);
    const confirmed = { ...dollars, confirmedAt: BEFORE };
    expect(leftFor(OWN, { ...drawn, known: [known(3)] }, [confirmed])).toBe(97);
  });

  it('can’t be measured beyond what a safe integer holds', () => {
    const all = [took(Number.MAX_SAFE_INTEGER), took(1_000, undefined, B)];
    expect(leftFor(OWN, drawn, all)).toBeUndefined();
  });
});
