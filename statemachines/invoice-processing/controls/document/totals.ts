import { type Decimal, roundTo, sum } from '../../../kernel/decimal.ts';
import type { Finding } from '../../../kernel/finding.ts';
import type { DraftInvoice } from '../../ubl/draft.ts';
import { type DocumentRule, reject } from './report.ts';

/** EN 16931 BR-CO-10 to BR-CO-16: the totals follow from lines, allowances, charges and VAT. */
export const totals: DocumentRule = (document) => {
  const { totals: given, vat } = document;
  const net = sum([given.lines ?? 0, given.charges ?? 0].map(String)).minus(given.allowances ?? 0);
  const due = sum([given.taxInclusive ?? '0', given.rounding ?? '0']).minus(given.prepaid ?? 0);
  const checks = [
    check('BR-CO-10', 'BT-106', 'the sum of the line net amounts', given.lines, sumOfLines(document)),
    optional('BR-CO-11', 'BT-107', 'the sum of the allowances', given.allowances, sumOf(document, false)),
    optional('BR-CO-12', 'BT-108', 'the sum of the charges', given.charges, sumOf(document, true)),
    check('BR-CO-13', 'BT-109', 'lines less allowances plus charges', given.taxExclusive, net),
    vat.length === 0
      ? []
      : optional(
          'BR-CO-14',
          'BT-110',
          'the sum of the VAT breakdown',
          given.tax,
          sum(vat.map((each) => each.tax ?? '0')),
        ),
    check(
      'BR-CO-15',
      'BT-112',
      'the total without VAT plus VAT',
      given.taxInclusive,
      sum([given.taxExclusive ?? '0', given.tax ?? '0']),
    ),
    check('BR-CO-16', 'BT-115', 'the total less prepaid plus rounding', given.payable, due),
  ];
  return checks.flat();
};

function sumOfLines({ lines }: DraftInvoice): Decimal {
  return sum(lines.map(({ net }) => net ?? '0'));
}

function sumOf({ allowancesCharges }: DraftInvoice, charge: boolean): Decimal {
  return sum(allowancesCharges.filter((each) => each.charge === charge).map(({ amount }) => amount ?? '0'));
}

/** A total that must be there if it isn't zero. */
function optional(code: string, term: string, what: string, given: string | undefined, expected: Decimal): Finding[] {
  return check(code, term, what, given ?? '0', expected);
}

/** Amounts have two digits; a missing total is the business of BR-12 to BR-15. */
function check(code: string, term: string, what: string, given: string | undefined, computed: Decimal): Finding[] {
  const expected = roundTo(computed, 2);
  if (given === undefined || expected.equals(given)) return [];
  return [
    reject({
      code,
      message: `${term} is not ${what}.`,
      terms: [term],
      expected: expected.toFixed(2),
      actual: given,
    }),
  ];
}
