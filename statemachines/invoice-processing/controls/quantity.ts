import { sayAs } from '../../kernel/controls/say.ts';
import { Decimal, sum } from '../../kernel/decimal.ts';
import type { Finding } from '../../kernel/finding.ts';
import type { OrderLine } from '../facts.ts';
import type { InvoiceControl } from '../invoice-case.ts';
import { matchLines } from '../matching/lines.ts';
import { orderOf, partiesOf } from '../matching/order.ts';
import { orderTolerances } from '../tolerances.ts';

const say = sayAs('quantity');

/** Over all receipts and all invoices, no more is billed than arrived, nor than was ordered (T15). */
export const quantity: InvoiceControl = {
  id: 'quantity',
  owner: 'process-owner',
  find(of) {
    const reference = orderOf(of);
    const parties = partiesOf(of);
    if (reference.kind !== 'found' || !parties) return [];
    const billing = Map.groupBy(
      matchLines(of.document, reference.order).flatMap(({ match, position }) =>
        match.kind === 'matched' ? [{ ...match, position }] : [],
      ),
      ({ orderLine }) => orderLine,
    );
    return [...billing].flatMap(([orderLine, lines]) => {
      const billed = sum(lines.map((each) => each.quantity));
      const terms = lines.map(({ position }) => `BG-25[${position}]/BT-129`);
      return faults(orderLine, billed, terms, parties.company.code);
    });
  },
};

function faults(orderLine: OrderLine, billed: Decimal, terms: string[], company: string): Finding[] {
  const { number, ordered, received, invoiced, category, unit = '' } = orderLine;
  const total = billed.plus(invoiced);
  const actual = `${total.toFixed()} ${unit}`.trim();
  if (billed.isZero()) return [];
  if (billed.lessThan(0)) {
    if (total.greaterThanOrEqualTo(0)) return [];
    const message = `More is credited of order line ${number} than was invoiced.`;
    return [
      say.reject({
        code: 'CREDIT-OVER-INVOICED',
        message,
        terms,
        expected: `at most ${invoiced} ${unit}`.trim(),
        actual: billed.abs().toFixed(),
      }),
    ];
  }
  const { overReceived, overDelivered } = orderTolerances(company, category);
  const found: Finding[] = [];
  if (received !== undefined && total.greaterThan(plus(received, overReceived))) {
    const message = `Order line ${number}: ${total.toFixed()} billed so far with this invoice, ${received} received.`;
    found.push(
      say.review({
        code: 'QUANTITY-OVER-RECEIVED',
        message,
        terms,
        expected: `at most ${received} ${unit}`.trim(),
        actual,
      }),
    );
  }
  if (total.greaterThan(plus(ordered, overDelivered))) {
    const message = `Order line ${number}: ${total.toFixed()} billed so far with this invoice, ${ordered} ordered.`;
    found.push(
      say.review({
        code: 'QUANTITY-OVER-ORDERED',
        message,
        terms,
        expected: `at most ${ordered} ${unit}`.trim(),
        actual,
      }),
    );
  }
  return found;
}

const plus = (amount: string, percent: string) => new Decimal(amount).times(new Decimal(percent).div(100).plus(1));
