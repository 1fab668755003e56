import type { Measure } from '../kernel/authority/measure.ts';
import type { Decimal } from '../kernel/decimal.ts';
import { inEveryCurrency } from '../kernel/rates.ts';
import { purchaseCategory } from './categories.ts';
import type { Supplier } from './facts.ts';
import { othersOf } from './matching/others.ts';
import { groupName } from './matching/vendors.ts';
import type { RequisitionCase } from './requisition-case.ts';

/**
 * By what authority over an order is measured: its whole gross amount, also where it was asked for with less before, and
 * with it whatever the same requester, or the vendor's group, has ordered or asks for.
 */
export function measureOf(of: RequisitionCase, vendor: Supplier, gross: Decimal): Measure {
  const { document, facts, today } = of;
  return {
    category: purchaseCategory(document.lines, vendor),
    exposures: inEveryCurrency({ amount: gross, currency: document.currency }, today, facts),
    group: `vendor ${groupName(vendor)}`,
    adds: true,
    earlier: othersOf(of, vendor).map(({ caseId, date, gross: other }) => ({
      ...(caseId !== undefined && { caseId }),
      date,
      exposures: inEveryCurrency(other, today, facts),
    })),
  };
}
