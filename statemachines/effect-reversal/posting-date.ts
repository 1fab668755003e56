import type { PostedDocumentFacts } from './facts.ts';

export interface ReversalDate {
  readonly date: string;
  readonly period: PostedDocumentFacts['periods'][number];
  /** The document's own period is closed, so that it is reversed in a later one. */
  readonly moved: boolean;
}

/** The document's own day if its period is open, else the first day of the next open period; none if there is none. */
export function reversalDateOf({ document, periods }: PostedDocumentFacts): ReversalDate | undefined {
  if (!document) return undefined;
  const [period] = periods
    .filter(({ open, end }) => open && end >= document.date)
    .toSorted((one, other) => one.start.localeCompare(other.start));
  if (!period) return undefined;
  const moved = period.start > document.date;
  return { date: moved ? period.start : document.date, period, moved };
}
