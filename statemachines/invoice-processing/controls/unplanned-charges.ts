import { sayAs } from '../../kernel/controls/say.ts';
import { Decimal, sum } from '../../kernel/decimal.ts';
import type { InvoiceControl } from '../invoice-case.ts';
import { matchLines } from '../matching/lines.ts';
import { billedOrder } from '../matching/order.ts';
import { lesser } from '../matching/tolerance.ts';
import { orderTolerances } from '../tolerances.ts';

const say = sayAs('unplanned-charges');

/** Charges (BG-21) and lines that refer to nothing ordered stay within their own tolerance. */
export const unplannedCharges: InvoiceControl = {
  id: 'unplanned-charges',
  owner: 'process-owner',
  find(of) {
    const billed = billedOrder(of);
    if (!billed) return [];
    const { document } = of;
    const lines = matchLines(document, billed.order).filter(({ match }) => match.kind === 'unmatched');
    const amounts = [
      ...document.allowancesCharges.filter(({ charge }) => charge).map(({ amount }) => new Decimal(amount)),
      ...lines.map(({ line }) => new Decimal(line.net)),
    ].filter((amount) => amount.greaterThan(0));
    const total = sum(amounts);
    const { unplanned } = orderTolerances(billed.company, 'goods');
    const allowed = lesser(unplanned, new Decimal(document.totals.taxExclusive).abs(), of);
    if (total.lessThanOrEqualTo(allowed)) return [];
    return [
      say.review({
        code: 'UNPLANNED-CHARGE',
        message: 'The invoice bills charges or lines that were not ordered, beyond what is tolerated.',
        terms: ['BG-21', ...lines.map(({ position }) => `BG-25[${position}]`)],
        expected: `at most ${allowed.toFixed(2)}`,
        actual: total.toFixed(2),
      }),
    ];
  },
};
