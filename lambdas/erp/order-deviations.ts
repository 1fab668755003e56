import { z } from 'zod';
import { Decimal, decimalText } from '../../statemachines/kernel/decimal.ts';
import type { Command } from '../../statemachines/kernel/proposal.ts';
import type { ErpOrder } from './port.ts';

const ordering = z.object({
  currency: z.string(),
  lines: z.array(z.unknown()),
  totals: z.object({ net: decimalText, tax: decimalText, gross: decimalText }),
});

const PARTS = ['net', 'tax', 'gross'] as const;
/** An order that a vendor may deliver on. */
const PLACED: ReadonlySet<string> = new Set(['confirmed', 'processing']);

/** Why an order that was read back is not the one that was proposed; none if it is. */
export function orderDeviations(order: ErpOrder, { payload }: Pick<Command, 'payload'>): string[] {
  const proposed = ordering.safeParse(payload).data;
  if (!proposed) return ['the ERP answered with an order, and none was proposed'];
  const { currency, lines, totals } = proposed;
  const faults: string[] = [];
  if (order.number === '') faults.push('the order has no number');
  if (!PLACED.has(order.state)) faults.push(`it is ${order.state}, not confirmed`);
  if (order.currency !== currency) faults.push(`its currency is ${order.currency}, proposed ${currency}`);
  if (order.lines !== lines.length) faults.push(`it has ${order.lines} lines, proposed ${lines.length}`);
  for (const part of PARTS) {
    if (new Decimal(order[part]).equals(totals[part])) continue;
    faults.push(`${part} is ${order[part]}, proposed ${totals[part]}`);
  }
  return faults;
}
