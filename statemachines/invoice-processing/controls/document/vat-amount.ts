import { Decimal, roundTo } from '../../../kernel/decimal.ts';
import { type DocumentRule, reject, review, warn } from './report.ts';

/**
 * EN 16931 BR-CO-17 and BR-CO-18: each VAT amount is taxable amount × rate, half away from zero. Below one currency
 * unit of difference, which the official rule tolerates, it is a warning.
 */
export const vatAmount: DocumentRule = ({ vat }) => {
  if (vat.length === 0)
    return [review({ code: 'BR-CO-18', message: 'The document has no VAT breakdown (BG-23).', terms: ['BG-23'] })];
  return vat.flatMap((each, index) => {
    const place = `BG-23[${index + 1}]`;
    if (each.taxable === undefined || each.tax === undefined)
      return [
        reject({
          code: each.taxable === undefined ? 'BR-45' : 'BR-46',
          message: `VAT breakdown ${index + 1} has no ${each.taxable === undefined ? 'taxable' : 'VAT'} amount.`,
          terms: [`${place}/${each.taxable === undefined ? 'BT-116' : 'BT-117'}`],
        }),
      ];
    const expected = roundTo(new Decimal(each.taxable).times(each.rate ?? 0).div(100), 2);
    const difference = expected.minus(each.tax).abs();
    if (difference.isZero()) return [];
    const report = difference.lessThan(1) ? warn : reject;
    return [
      report({
        code: 'BR-CO-17',
        message: `VAT of ${each.category} ${each.rate ?? 'without rate'} is not taxable amount × rate.`,
        terms: [`${place}/BT-117`, `${place}/BT-116`],
        expected: expected.toFixed(2),
        actual: each.tax,
      }),
    ];
  });
};
