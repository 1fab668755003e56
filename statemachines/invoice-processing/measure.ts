import type { Measure } from '../kernel/authority/measure.ts';
import { Decimal } from '../kernel/decimal.ts';
import { type Money, minorDigits } from '../kernel/money.ts';
import type { InvoiceFacts, VendorFacts } from './facts.ts';
import type { InvoiceCase } from './invoice-case.ts';
import { categoryOf } from './matching/category.ts';
import { grossExposure, rateOn } from './matching/exposure.ts';
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

interface Amount {
  readonly amount: Decimal;
  readonly currency: string;
}

/** The amount, without sign and rounded up, in every currency that has a rate on that day; none if its own has none. */
function inEveryCurrency({ amount, currency }: Amount, day: string, facts: InvoiceFacts): Money[] {
  const own = rateOn(currency, day, facts);
  if (!own) return [];
  const currencies = [...new Set([facts.groupCurrency, ...facts.rates.map((rate) => rate.currency)])].sort();
  return currencies.flatMap((other) => {
    const rate = rateOn(other, day, facts);
    if (!rate) return [];
    const exact = amount.abs().div(own.rate).times(rate.rate);
    const minor = (other === currency ? amount.abs() : exact).times(new Decimal(10).pow(minorDigits(other))).ceil();
    return minor.greaterThan(Number.MAX_SAFE_INTEGER) ? [] : [{ minor: minor.toNumber(), currency: other }];
  });
}
