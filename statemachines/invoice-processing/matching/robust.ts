import { Decimal } from '../../kernel/decimal.ts';

/** The middle value, or the mean of the two in the middle. @throws RangeError for no values */
export function median(values: readonly Decimal[]): Decimal {
  const sorted = values.toSorted((one, other) => one.comparedTo(other));
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (!upper || !lower) throw new RangeError('the median of no values');
  return upper.plus(lower).div(2);
}

/** Median of the distances from the median: no single outlier moves it far. */
export function medianDeviation(values: readonly Decimal[]): Decimal {
  const middle = median(values);
  return median(values.map((value) => new Decimal(value).minus(middle).abs()));
}
