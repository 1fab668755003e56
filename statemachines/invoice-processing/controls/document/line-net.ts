import { Decimal, roundTo, sum } from '../../../kernel/decimal.ts';
import type { DraftLine } from '../../ubl/draft.ts';
import { type DocumentRule, warn } from './report.ts';

/**
 * Price × quantity against the line net amount. A warning without an EN 16931 rule: published clean documents differ.
 * Only the net price (BT-146) counts; discount and gross price (BT-147, BT-148) are in it already.
 */
export const lineNet: DocumentRule = ({ lines }) =>
  lines.flatMap((line, index) => {
    const expected = expectedNet(line);
    if (expected === undefined || line.net === undefined || expected.equals(line.net)) return [];
    return [
      warn({
        code: 'LINE-NET-ARITHMETIC',
        message: `Line ${index + 1}: price × quantity, less allowances, plus charges is not the net amount.`,
        terms: [`BG-25[${index + 1}]/BT-131`],
        expected: expected.toFixed(2),
        actual: line.net,
      }),
    ];
  });

function expectedNet({ price, quantity, priceBase, allowancesCharges }: DraftLine): Decimal | undefined {
  if (price === undefined || quantity === undefined) return undefined;
  const own = sum(allowancesCharges.map(({ charge, amount = '0' }) => new Decimal(amount).times(charge ? 1 : -1)));
  return roundTo(new Decimal(price).times(quantity).div(priceBase).plus(own), 2);
}
