import Holidays from 'date-holidays';
import { Temporal } from 'temporal-polyfill';

/** When people of one place work. */
export interface WorkingCalendar {
  /** IANA, `Europe/Paris`: working days and hours are those of its wall clock. */
  readonly timeZone: string;
  /** ISO weekdays; Monday is 1. */
  readonly days: readonly number[];
  /** `09:00` to `17:00`; `24:00` is the end of the day. */
  readonly from: string;
  readonly to: string;
  /** Whose public and bank holidays are free: ISO 3166-1, and the part of the country that has its own (`DE`, `BY`). */
  readonly holidays?: { readonly country: string; readonly region?: string };
  /** Further free days, `2026-12-24`. */
  readonly closed?: readonly string[];
}

const HOUR_MS = 3_600_000;
/** A calendar without a working day in so many is a mistake. */
const MOST_DAYS = 3_660;

/**
 * The moment at which so many working hours are over; never outside working hours, on a holiday or a free day. It adds
 * up: hours after hours are the hours together. Days on which the clock is changed have the hours that they have.
 * @throws RangeError for hours that are negative, or a calendar in which nobody works
 */
export function addWorkingTime(start: Date, hours: number, calendar: WorkingCalendar): Date {
  if (!(hours >= 0)) throw new RangeError(`${hours} working hours`);
  let left = Math.round(hours * HOUR_MS);
  let day = Temporal.Instant.fromEpochMilliseconds(start.getTime()).toZonedDateTimeISO(calendar.timeZone).toPlainDate();
  for (let days = 0; days < MOST_DAYS; days += 1) {
    if (isWorkingDay(day, calendar)) {
      const begin = Math.max(start.getTime(), instantOf(day, calendar.from, calendar));
      const available = instantOf(day, calendar.to, calendar) - begin;
      if (available >= left) return new Date(begin + left);
      left -= Math.max(0, available);
    }
    day = day.add({ days: 1 });
  }
  throw new RangeError(`a calendar of ${calendar.timeZone} in which nobody works`);
}

/** Working hours between two moments; none where the second is not the later one. */
export function workingHoursBetween(start: Date, end: Date, calendar: WorkingCalendar): number {
  const dayOf = (at: Date) =>
    Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(calendar.timeZone).toPlainDate();
  const last = dayOf(end);
  let passed = 0;
  for (let day = dayOf(start); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    if (!isWorkingDay(day, calendar)) continue;
    const begin = Math.max(start.getTime(), instantOf(day, calendar.from, calendar));
    passed += Math.max(0, Math.min(end.getTime(), instantOf(day, calendar.to, calendar)) - begin);
  }
  return passed / HOUR_MS;
}

/** Is anybody at work on that day? */
function isWorkingDay(day: Temporal.PlainDate, { days, closed, holidays }: WorkingCalendar): boolean {
  const date = day.toString();
  return days.includes(day.dayOfWeek) && !closed?.includes(date) && !holidaysOf(day.year, holidays).has(date);
}

function instantOf(day: Temporal.PlainDate, time: string, { timeZone }: WorkingCalendar): number {
  const whole = time === '24:00';
  const plainTime = Temporal.PlainTime.from(whole ? '00:00' : time);
  return (whole ? day.add({ days: 1 }) : day).toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
}

const known = new Map<string, ReadonlySet<string>>();

/** Every day of a year that is a public or bank holiday, wholly or in part. */
export function holidaysOf(year: number, place: WorkingCalendar['holidays']): ReadonlySet<string> {
  if (!place) return new Set();
  const key = `${place.country} ${place.region ?? ''} ${year}`;
  const found = known.get(key) ?? new Set(daysOff(year, place));
  known.set(key, found);
  return found;
}

function daysOff(year: number, { country, region }: NonNullable<WorkingCalendar['holidays']>): string[] {
  const calendar = region ? new Holidays(country, region) : new Holidays(country);
  const free = calendar.getHolidays(year).filter(({ type }) => type === 'public' || type === 'bank');
  return free.flatMap(({ date, start, end }) => {
    const first = Temporal.PlainDate.from(date.slice(0, 10));
    const days = Math.max(1, Math.ceil((end.getTime() - start.getTime()) / (24 * HOUR_MS)));
    return Array.from({ length: days }, (_, n) => first.add({ days: n }).toString());
  });
}
