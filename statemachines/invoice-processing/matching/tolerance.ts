import { Decimal } from '../../kernel/decimal.ts';
import type { InvoiceCase } from '../invoice-case.ts';
import type { Allowance } from '../tolerances.ts';
import { fromGroup } from './exposure.ts';

/** The lesser of a percentage of `base` and the absolute amount, both in the document's currency. */
export function lesser({ percent, absolute }: Allowance, base: Decimal, of: InvoiceCase): Decimal {
  const share = base.abs().times(percent).div(100);
  return Decimal.min(share, fromGroup(absolute, of.document.currency, of.today, of.facts));
}
