import { Decimal, sum } from '../../kernel/decimal.ts';
import { minorDigits } from '../../kernel/money.ts';
import type { InvoiceLine } from '../facts.ts';

/** What is credited of one line, positive. */
export interface Part {
  readonly line: InvoiceLine;
  readonly net: Decimal;
  readonly tax: Decimal;
}

type Amounts = Pick<InvoiceLine, 'net' | 'tax' | 'credited'>;

/** Of a line, what no credit has taken yet; never negative, so that a discount line gives nothing. */
export function uncreditedOf({ net, tax, credited }: Amounts) {
  const left = (all: string, taken: string) => Decimal.max(0, new Decimal(all).minus(taken));
  return { net: left(net, credited.net), tax: left(tax, credited.tax) };
}

/** Net that the lines leave to be credited together. */
export const uncreditedNet = (lines: readonly Amounts[]): Decimal => sum(lines.map((line) => uncreditedOf(line).net));

/**
 * A net amount, not more than the lines leave, over the lines in proportion to what each leaves: by the largest
 * remainder to the minor unit, of equal remainders the first. The parts are the amount exactly, and no part is more than its line leaves.
 */
export function allocate(net: Decimal, lines: readonly InvoiceLine[], currency: string): Part[] {
  const unit = new Decimal(10).pow(minorDigits(currency));
  const all = uncreditedNet(lines);
  const wanted = net.times(unit);
  const shares = lines.map((line) => {
    const left = uncreditedOf(line).net;
    const exact = all.isZero() ? new Decimal(0) : wanted.times(left).div(all);
    return { line, floor: exact.floor(), remainder: exact.minus(exact.floor()) };
  });
  const missing = wanted.minus(sum(shares.map(({ floor }) => floor))).toNumber();
  const first = new Set(
    shares
      .toSorted((one, other) => other.remainder.comparedTo(one.remainder))
      .slice(0, missing)
      .map(({ line }) => line),
  );
  return shares
    .map(({ line, floor }) => ({ line, net: (first.has(line) ? floor.plus(1) : floor).div(unit) }))
    .filter((part) => part.net.greaterThan(0))
    .map((part) => ({ ...part, tax: taxOf(part.line, part.net, unit) }));
}

/**
 * The original’s own share of tax: the share of all that is credited of the line by now, rounded, less what was credited
 * before, so that many parts don’t drift; from the part’s own share at most one minor unit away, never more than is
 * left, and all that is left with the last part.
 */
function taxOf({ net, tax, credited }: Amounts, part: Decimal, unit: Decimal): Decimal {
  const left = uncreditedOf({ net, tax, credited });
  if (part.equals(left.net)) return left.tax;
  const shareOf = (amount: Decimal) => new Decimal(tax).times(amount).div(net).times(unit).round();
  const own = shareOf(part);
  const even = shareOf(part.plus(credited.net)).minus(new Decimal(credited.tax).times(unit));
  const near = Decimal.min(Decimal.max(even, own.minus(1), 0), own.plus(1)).div(unit);
  return Decimal.min(near, left.tax);
}
