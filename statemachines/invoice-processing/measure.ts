import type { Measure } from '../kernel/authority/measure.ts';
import { Decimal } from '../kernel/decimal.ts';
import { inEveryCurrency } from '../kernel/rates.ts';
import type { VendorFacts } from './facts.ts';
import type { InvoiceCase } from './invoice-case.ts';
import { categoryOf } from './matching/category.ts';
import { grossExposure } from './matching/exposure.ts';
import { classOf } from './matching/sense.ts';

/** By what authority over the invoice is measured; the amounts of its vendor's group are those of the last 12 months. */
export function measureOf(of: InvoiceCase, vendor: VendorFacts): Measure {
  const { document, facts, today, caseId } = of;
  const inAll = (amount: Decimal, currency: string) => inEveryCurrency({ amount, currency }, today, facts);
  const group = new Set([vendor.id, ...vendor.group]);
  const [oldest = vendor.id] = [...group].sort(byAge);
  const ours = facts.invoices.filter((invoice) => group.has(invoice.vendor) && invoice.class === 'debit');
  const flying = facts.inFlight.filter((open) => group.has(open.vendor) && open.class === 'debit');
  return {
    category: categoryOf(of, vendor),
    exposures: inAll(grossExposure(document), document.currency),
    group: `vendor ${oldest}`,
    adds: classOf(document) === 'debit',
    earlier: [
      ...ours
        .filter((invoice) => invoice.caseId !== caseId)
        .map(({ caseId: other, date, gross, currency }) => ({
          ...(other && { caseId: other }),
          date: date ?? today,
          exposures: inAll(new Decimal(gross), currency),
        })),
      ...flying
        .filter((open) => open.caseId !== caseId && !ours.some((invoice) => invoice.caseId === open.caseId))
        .map(({ caseId: other, amount, currency }) => ({
          caseId: other,
          date: today,
          exposures: inAll(new Decimal(amount), currency),
        })),
    ],
  };
}

/** Ids of the ERP grow: whoever joins a group later never becomes its name. */
const byAge = (one: string, other: string) => one.localeCompare(other, 'en', { numeric: true });
