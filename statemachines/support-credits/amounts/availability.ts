import { Decimal } from '../../kernel/decimal.ts';

/** A time in UTC, the end excluded. */
export interface Window {
  readonly from: string;
  readonly until: string;
}

interface Span {
  readonly from: number;
  readonly until: number;
}

/** The calendar month in UTC: `2026-10` is from its first moment to that of November. */
export function monthOf(month: string): Span {
  const [year = 0, nth = 1] = month.split('-').map(Number);
  return { from: Date.UTC(year, nth - 1, 1), until: Date.UTC(year, nth, 1) };
}

/** Milliseconds of the month in which at least one outage lasted: what overlaps counts once, what is outside not at all. */
export function downtimeIn(month: string, outages: readonly Window[]): number {
  return union(outages.map(asSpan), monthOf(month)).reduce((sum, { from, until }) => sum + until - from, 0);
}

/** Percent of the month in which no outage lasted, exact: 100 without one. */
export function availabilityIn(month: string, outages: readonly Window[]): Decimal {
  const { from, until } = monthOf(month);
  const all = new Decimal(until - from);
  return all.minus(downtimeIn(month, outages)).times(100).div(all);
}

/** Is every moment of the window part of an outage? */
export function isCovered(window: Window, outages: readonly Window[]): boolean {
  const within = asSpan(window);
  const [only, ...more] = union(outages.map(asSpan), within);
  return more.length === 0 && only?.from === within.from && only.until === within.until;
}

const asSpan = ({ from, until }: Window): Span => ({ from: Date.parse(from), until: Date.parse(until) });

/** The spans clipped to the bounds, those that touch made one, in their order. */
function union(spans: readonly Span[], bounds: Span): Span[] {
  const clipped = spans
    .map(({ from, until }) => ({ from: Math.max(from, bounds.from), until: Math.min(until, bounds.until) }))
    .filter(({ from, until }) => from < until)
    .toSorted((one, other) => one.from - other.from);
  const joined: { from: number; until: number }[] = [];
  for (const span of clipped) {
    const last = joined.at(-1);
    if (last && span.from <= last.until) last.until = Math.max(last.until, span.until);
    else joined.push({ ...span });
  }
  return joined;
}
