import { Decimal, roundTo, sum } from '../../../kernel/decimal.ts';
import type { Finding } from '../../../kernel/finding.ts';
import type { DraftVatBreakdown } from '../../ubl/draft.ts';
import { type DocumentRule, reject, review, warn } from './report.ts';
import { type Taxed, taxedParts, VAT_CATEGORIES, type VatCategory } from './vat-categories.ts';

/** EN 16931 rules 08 to 10 of each VAT category: what its breakdown (BG-23) must say. */
export const vatBreakdown: DocumentRule = (document) => {
  const parts = taxedParts(document);
  return document.vat.flatMap((breakdown, index) => {
    const category = VAT_CATEGORIES.find(({ code }) => code === breakdown.category);
    if (!category) return [];
    const place = `BG-23[${index + 1}]`;
    return [
      ...taxableAmount(category, breakdown, parts, place),
      ...taxAmount(category, breakdown, place),
      ...exemption(category, breakdown, place),
    ];
  });
};

/**
 * Every rate of S that is used has its breakdown. EN 16931 has no rule for it: with a breakdown left out, all its sums
 * still agree and the VAT of that rate is missing.
 */
export const everyRateBrokenDown: DocumentRule = (document) => {
  const standard = taxedParts(document).filter(({ category, rate }) => category === 'S' && rate !== undefined);
  const missing = standard.filter(
    ({ rate }) => !document.vat.some((each) => each.category === 'S' && sameRate(each.rate, rate)),
  );
  return [...Map.groupBy(missing, ({ rate }) => rate ?? '')].map(([rate, parts]) =>
    reject({
      code: 'VAT-BREAKDOWN-MISSING',
      message: `Nothing in the VAT breakdown is about the rate ${rate}, which is used.`,
      terms: ['BG-23', ...parts.slice(0, 20).map(({ place }) => place)],
      expected: rate,
    }),
  );
};

/** Rule 08. For S per rate, and with the official tolerance below one currency unit. */
function taxableAmount(
  category: VatCategory,
  { rate, taxable }: DraftVatBreakdown,
  parts: readonly Taxed[],
  place: string,
) {
  if (taxable === undefined) return [];
  const standard = category.code === 'S';
  const own = parts.filter((part) => part.category === category.code && (!standard || sameRate(part.rate, rate)));
  const expected = sum(own.map(({ amount }) => amount));
  const difference = expected.minus(taxable).abs();
  if (difference.isZero()) return [];
  const report = standard && difference.lessThan(1) ? warn : reject;
  return [
    report({
      code: `${category.rules}-08`,
      message: `The taxable amount of ${category.code} ${rate ?? ''} is not the sum of its lines, allowances and charges.`,
      terms: [`${place}/BT-116`],
      expected: expected.toFixed(2),
      actual: taxable,
    }),
  ];
}

/** Rule 09. */
function taxAmount({ code, rules }: VatCategory, { rate, taxable, tax }: DraftVatBreakdown, place: string): Finding[] {
  if (tax === undefined || (code === 'S' && taxable === undefined)) return [];
  const expected = code === 'S' ? roundTo(new Decimal(taxable ?? 0).times(rate ?? 0).div(100), 2) : new Decimal(0);
  const difference = expected.minus(tax).abs();
  if (code === 'S' ? difference.lessThan(1) : difference.isZero()) return [];
  return [
    reject({
      code: `${rules}-09`,
      message: `The VAT amount of category ${code} does not follow from its taxable amount.`,
      terms: [`${place}/BT-117`],
      expected: expected.toFixed(2),
      actual: tax,
    }),
  ];
}

/** Rule 10. */
function exemption(
  { code, rules, exemption: rule }: VatCategory,
  breakdown: DraftVatBreakdown,
  place: string,
): Finding[] {
  const given = breakdown.exemptionReason ?? breakdown.exemptionCode;
  if ((given !== undefined) === (rule === 'required')) return [];
  return [
    review({
      code: `${rules}-10`,
      message: `The exemption reason of VAT category ${code} is ${rule === 'required' ? 'missing' : 'not allowed'}.`,
      terms: [`${place}/BT-120`, `${place}/BT-121`],
      expected: rule,
      actual: given ?? 'absent',
    }),
  ];
}

function sameRate(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined ? one === other : new Decimal(one).equals(other);
}
