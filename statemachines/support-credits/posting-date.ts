import type { CreditCase } from './credit-case.ts';
import type { CreditFacts } from './facts.ts';

export interface PostingDate {
  readonly date: string;
  readonly period: CreditFacts['periods'][number];
  /** Today’s period is closed, so that it is posted later. */
  readonly moved: boolean;
}

/**
 * Today, and never before the invoice that is credited; if that day’s period is closed the first day of the next open one,
 * and none if there is none. The tax point stays that of the original, whatever the period.
 */
export function postingDateOf(
  { facts, today }: Pick<CreditCase, 'facts' | 'today'>,
  notBefore: string,
): PostingDate | undefined {
  const wanted = today < notBefore ? notBefore : today;
  const [period] = facts.periods
    .filter(({ open, end }) => open && end >= wanted)
    .toSorted((one, other) => one.start.localeCompare(other.start));
  if (!period) return undefined;
  const moved = period.start > wanted;
  return { date: moved ? period.start : wanted, period, moved };
}
