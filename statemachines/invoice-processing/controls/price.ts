import { sayAs } from '../../kernel/controls/say.ts';
import { Decimal, sum } from '../../kernel/decimal.ts';
import type { Finding } from '../../kernel/finding.ts';
import type { OrderFacts } from '../facts.ts';
import type { InvoiceCase, InvoiceControl } from '../invoice-case.ts';
import { billedPrice, type MatchedLine, matchLines } from '../matching/lines.ts';
import { billedOrder } from '../matching/order.ts';
import { lesser } from '../matching/tolerance.ts';
import { orderTolerances } from '../tolerances.ts';

const say = sayAs('price');

/** Line by line no more than the agreed price, and over all invoices of the order no more than its cap (T15). */
export const price: InvoiceControl = {
  id: 'price',
  owner: 'process-owner',
  find(of) {
    const billed = billedOrder(of);
    if (billed?.order.currency !== of.document.currency) return [];
    const { order, company } = billed;
    const lines = matchLines(of.document, order);
    return [...lines.flatMap((line) => lineOver(line, company, of)), ...orderOver(lines, order, company, of)];
  },
};

/** What a line costs more than agreed, in the order's currency; zero or less if it does not. */
function excess({ line, match }: MatchedLine): Decimal {
  const billed = billedPrice(line);
  if (match.kind !== 'matched' || !billed || match.quantity.lessThanOrEqualTo(0)) return new Decimal(0);
  const agreed = match.quantity.times(match.orderLine.unitPrice);
  return new Decimal(line.quantity ?? 0).abs().times(billed).minus(agreed);
}

function lineOver(matched: MatchedLine, company: string, of: InvoiceCase): Finding[] {
  const { line, position, match } = matched;
  const more = excess(matched);
  if (match.kind !== 'matched' || more.lessThanOrEqualTo(0)) return [];
  const { orderLine, quantity } = match;
  const agreed = quantity.times(orderLine.unitPrice);
  const allowed = lesser(orderTolerances(company, orderLine.category).price, agreed, of);
  if (more.lessThanOrEqualTo(allowed)) return [];
  const billed = agreed.plus(more).div(quantity);
  return [
    say.review({
      code: 'PRICE-OVER-TOLERANCE',
      message: `Line ${line.id} costs ${more.toFixed(2)} ${of.document.currency} more than ordered; ${allowed.toFixed(2)} is tolerated.`,
      terms: [`BG-25[${position}]/BT-146`, `BG-25[${position}]/BT-131`],
      expected: `${orderLine.unitPrice} for one ${orderLine.unit ?? 'unit'}`,
      actual: billed.toDecimalPlaces(6).toFixed(),
    }),
  ];
}

/** Small steps over many invoices add up: what earlier invoices cost more counts too. */
function orderOver(lines: readonly MatchedLine[], order: OrderFacts, company: string, of: InvoiceCase): Finding[] {
  const now = sum(lines.map((line) => Decimal.max(excess(line), 0)));
  if (now.isZero()) return [];
  const byId = new Map(order.lines.map((line) => [line.id, line]));
  const before = sum(
    of.facts.invoices
      .filter(({ posted, currency }) => posted && currency === order.currency)
      .flatMap((invoice) => invoice.lines)
      .map(({ orderLine, quantity, net }) => {
        const ordered = orderLine === undefined ? undefined : byId.get(orderLine);
        const more = ordered ? new Decimal(net).minus(new Decimal(quantity).times(ordered.unitPrice)) : new Decimal(0);
        return Decimal.max(more, 0);
      }),
  );
  const ordered = sum(order.lines.map((line) => new Decimal(line.ordered).times(line.unitPrice)));
  const category = order.lines.some((line) => line.category === 'services') ? 'services' : 'goods';
  const allowed = lesser(orderTolerances(company, category).order, ordered, of);
  const total = now.plus(before);
  if (total.lessThanOrEqualTo(allowed)) return [];
  const message = `Over all its invoices, order ${order.number} costs ${total.toFixed(2)} ${order.currency} more than agreed.`;
  const said = { expected: `at most ${allowed.toFixed(2)}`, actual: total.toFixed(2), terms: ['BT-13', 'BT-131'] };
  return [say.review({ code: 'ORDER-OVER-TOLERANCE', message, ...said })];
}
