import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../../../statemachines/kernel/decimal.ts';
import { availabilityIn, downtimeIn, isCovered } from '../../../statemachines/support-credits/amounts/availability.ts';
import { levelOf, serviceLevelOf } from '../../../statemachines/support-credits/amounts/service-level.ts';
import { creditCase, earlier, factsOf } from './fixtures.ts';

const at = (day: number, hour = 0) => new Date(Date.UTC(2026, 9, day, hour)).toISOString();
const HOUR = 3_600_000;

describe('no downtime', () => {
  it.each([
    ['before the month', { from: at(-2), until: at(1) }],
    ['after it', { from: at(32), until: at(33) }],
  ])('is %s', (_, window) => expect(downtimeIn('2026-10', [window])).toBe(0));
});

describe('downtime', () => {
  it('counts what overlaps once, and what is outside the month not at all', () => {
    const outages = [
      { from: at(0), until: at(1, 2) },
      { from: at(3), until: at(3, 4) },
      { from: at(3, 2), until: at(3, 6) },
      { from: at(3, 1), until: at(3, 3) },
      { from: at(31, 23), until: at(32, 5) },
    ];
    expect(downtimeIn('2026-10', outages)).toBe((2 + 6 + 1) * HOUR);
    expect(availabilityIn('2026-10', outages).toFixed(6)).toBe('98.790323');
  });

  it('is of the month in UTC, leap days and ends of years among them', () => {
    const always = [{ from: '2020-01-01T00:00:00Z', until: '2030-01-01T00:00:00Z' }];
    expect(downtimeIn('2028-02', always)).toBe(29 * 24 * HOUR);
    expect(downtimeIn('2026-12', always)).toBe(31 * 24 * HOUR);
    expect(availabilityIn('2026-12', always).toFixed()).toBe('0');
    expect(availabilityIn('2026-12', []).toFixed()).toBe('100');
  });

  it('by law, is that of every minute by itself, in whatever order the outages come', () => {
    const minute = 60_000;
    const outages = fc.array(fc.tuple(fc.integer({ min: -50, max: 200 }), fc.integer({ min: 1, max: 90 })), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(outages, (of) => {
        const start = Date.parse(at(1));
        const windows = of.map(([from, long]) => ({
          from: new Date(start + from * minute).toISOString(),
          until: new Date(start + (from + long) * minute).toISOString(),
        }));
        const down = new Set(of.flatMap(([from, long]) => Array.from({ length: long }, (_, nth) => from + nth)));
        const minutes = [...down].filter((each) => each >= 0).length;
        expect(downtimeIn('2026-10', windows)).toBe(minutes * minute);
        expect(downtimeIn('2026-10', windows.toReversed())).toBe(minutes * minute);
      }),
    );
  });
});

describe('a window is covered', () => {
  const [first, second] = [
    { from: at(3), until: at(3, 4) },
    { from: at(3, 4), until: at(3, 6) },
  ];
  it('by outages that touch, and not with a gap or beyond their ends', () => {
    expect(isCovered({ from: at(3, 1), until: at(3, 6) }, [second, first])).toBe(true);
    expect(isCovered({ from: at(3, 1), until: at(3, 7) }, [first, second])).toBe(false);
    expect(isCovered({ from: at(2, 23), until: at(3, 2) }, [first])).toBe(false);
    expect(isCovered({ from: at(3), until: at(3, 6) }, [first, { ...second, from: at(3, 5) }])).toBe(false);
    expect(isCovered({ from: at(3), until: at(3, 1) }, [])).toBe(false);
  });
});

describe('what a contract gives back', () => {
  const terms = factsOf().contract;
  if (!terms) throw new Error('the fixtures have a contract');
  const due = (availability: string, before = '0') => {
    const level = levelOf(terms, new Decimal(availability), new Decimal(before));
    return [level.percent.toFixed(), level.due.toFixed()];
  };

  it('is nothing at its first threshold, and the largest percentage that lies above the availability', () => {
    expect(due('100')).toEqual(['0', '0']);
    expect(due('99.9')).toEqual(['0', '0']);
    expect(due('99.8999999')).toEqual(['10', '120']);
    expect(due('98.99')).toEqual(['25', '300']);
  });

  it('is at most its cap, with what was credited of the month before', () => {
    expect(due('90')).toEqual(['60', '600']);
    expect(due('90', '590.5')).toEqual(['60', '9.5']);
    expect(due('90', '700')).toEqual(['60', '0']);
  });

  it('knows nothing without contract or service data', () => {
    expect(serviceLevelOf(creditCase({ contract: undefined }))).toBeUndefined();
    expect(serviceLevelOf(creditCase({ claim: { serviceData: undefined } }))).toBeUndefined();
  });

  it('counts as credited before what credits its invoice or an incident of its month, whatever its sign, and nothing else', () => {
    const credits = [
      earlier({ invoice: '41', net: '-10', gross: '-12' }),
      earlier({ id: '91', incident: 'INC-4711', net: '5' }),
      earlier({ id: '92', invoice: '40', incident: 'INC-9', net: '70' }),
    ];
    expect(serviceLevelOf(creditCase({ facts: { credits } }))?.due.toFixed()).toBe('105');
  });
});
