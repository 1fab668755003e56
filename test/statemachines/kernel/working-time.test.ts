import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWorkingTime,
  holidaysOf,
  type WorkingCalendar,
  workingHoursBetween,
} from '../../../statemachines/kernel/working-time.ts';

const office = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };
const paris: WorkingCalendar = { ...office, timeZone: 'Europe/Paris', holidays: { country: 'FR' } };
const london: WorkingCalendar = {
  ...{ ...office, timeZone: 'Europe/London', holidays: { country: 'GB', region: 'ENG' } },
  closed: ['2026-12-24'],
};
const always: WorkingCalendar = { timeZone: 'Europe/Paris', days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' };
const after = (start: string, hours: number, calendar: WorkingCalendar) =>
  addWorkingTime(new Date(start), hours, calendar).toISOString();

const instant = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000));
const hours = fc.integer({ min: 0, max: 200 * 60 }).map((minutes) => minutes / 60);
const calendar = fc.constantFrom(paris, london, always);

/** What a wall clock there shows, without any library of ours. */
function wallClock(date: Date, timeZone: string) {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', dateStyle: undefined, hour12: false, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' }).formatToParts(date); // biome-ignore format: one list of parts
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return {
    weekday: part('weekday'),
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}:${part('second')}`,
  };
}

describe('a calendar is refused', () => {
  it('in which nobody works', () => {
    expect(() => addWorkingTime(new Date(), 1, { ...paris, days: [] })).toThrow('nobody works');
    expect(() => addWorkingTime(new Date(), 1, { ...paris, from: '17:00', to: '09:00' })).toThrow('nobody works');
  });

  it('for less than no hours', () => {
    expect(() => addWorkingTime(new Date(), -1, paris)).toThrow(RangeError);
    expect(() => addWorkingTime(new Date(), Number.NaN, paris)).toThrow(RangeError);
  });
});

describe('working time', () => {
  it.each([
    ['within a day', '2026-11-24T09:00:00Z', 2, paris, '2026-11-24T11:00:00.000Z'],
    ['over a night', '2026-11-24T15:00:00Z', 2, paris, '2026-11-25T09:00:00.000Z'],
    ['over a weekend', '2026-11-27T15:30:00Z', 1, paris, '2026-11-30T08:30:00.000Z'],
    ['from a Sunday', '2026-11-29T03:00:00Z', 0, paris, '2026-11-30T08:00:00.000Z'],
    ['over a holiday of France', '2026-07-13T14:00:00Z', 2, paris, '2026-07-15T08:00:00.000Z'],
    ['over the same day in England', '2026-07-13T15:00:00Z', 2, london, '2026-07-14T09:00:00.000Z'],
    ['over Boxing Day and a free day of the company', '2026-12-23T17:00:00Z', 1, london, '2026-12-29T10:00:00.000Z'],
    ['over the end of summer time', '2026-10-23T14:00:00Z', 2, paris, '2026-10-26T09:00:00.000Z'],
    ['a day of 25 hours', '2026-10-24T22:00:00Z', 25, always, '2026-10-25T23:00:00.000Z'],
    ['a day of 23 hours', '2026-03-28T23:00:00Z', 23, always, '2026-03-29T22:00:00.000Z'],
  ] as const)('%s', (_, start, more, calendar, end) => expect(after(start, more, calendar)).toBe(end));

  it('never ends outside hours, at a weekend or on a holiday', () => {
    fc.assert(
      fc.property(instant, hours, fc.constantFrom(paris, london), (start, more, calendar) => {
        const { weekday, date, time } = wallClock(addWorkingTime(start, more, calendar), calendar.timeZone);
        expect(['Mon', 'Tue', 'Wed', 'Thu', 'Fri']).toContain(weekday);
        expect(time >= '09:00:00' && time <= '17:00:00').toBe(true);
        expect(holidaysOf(Number(date.slice(0, 4)), calendar.holidays).has(date)).toBe(false);
        expect(calendar.closed ?? []).not.toContain(date);
      }),
    );
  });

  it('grows with start and hours, and never ends before it starts', () => {
    fc.assert(
      fc.property(instant, instant, hours, hours, calendar, (a, b, more, less, calendar) => {
        const [start, later] = a <= b ? [a, b] : [b, a];
        const [few, many] = less <= more ? [less, more] : [more, less];
        expect(+addWorkingTime(start, few, calendar)).toBeLessThanOrEqual(+addWorkingTime(later, few, calendar));
        expect(+addWorkingTime(start, few, calendar)).toBeLessThanOrEqual(+addWorkingTime(start, many, calendar));
        expect(+addWorkingTime(start, few, calendar)).toBeGreaterThanOrEqual(+start);
      }),
    );
  });

  it('adds up', () => {
    fc.assert(
      fc.property(instant, hours, hours, calendar, (start, first, then, calendar) => {
        const inTwo = addWorkingTime(addWorkingTime(start, first, calendar), then, calendar);
        expect(+inTwo).toBe(+addWorkingTime(start, first + then, calendar));
      }),
    );
  });

  it('is the time itself where somebody is always there, clock changes or not', () => {
    fc.assert(
      fc.property(instant, hours, (start, more) => {
        expect(+addWorkingTime(start, more, always)).toBe(+start + Math.round(more * 3_600_000));
      }),
    );
  });
});

describe('working hours between two moments', () => {
  it('are none backwards, and none of a night or a weekend', () => {
    const between = (start: string, end: string) => workingHoursBetween(new Date(start), new Date(end), paris);
    expect(between('2026-11-24T12:00:00Z', '2026-11-24T09:00:00Z')).toBe(0);
    expect(between('2026-11-26T12:00:00Z', '2026-11-24T09:00:00Z')).toBe(0);
    expect(between('2026-11-27T16:00:00Z', '2026-11-30T08:00:00Z')).toBe(0);
    expect(between('2026-11-27T15:00:00Z', '2026-11-30T08:30:00Z')).toBe(1.5);
  });

  it('are as many as were added', () => {
    fc.assert(
      fc.property(instant, hours, calendar, (start, more, of) => {
        const found = workingHoursBetween(start, addWorkingTime(start, more, of), of);
        expect(found).toBeCloseTo(Math.round(more * 3_600_000) / 3_600_000, 9);
      }),
    );
  });
});
