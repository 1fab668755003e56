import { Decimal } from '../../kernel/decimal.ts';
import type { Amount } from '../../kernel/rates.ts';
import type { Supplier } from '../facts.ts';
import type { RequisitionCase } from '../requisition-case.ts';
import { groupOf, sameName } from './vendors.ts';

/** Another order or requisition of the same requester, or of the vendor's group. */
export interface Other {
  readonly caseId?: string;
  /** For people. */
  readonly name: string;
  readonly date: string;
  /** Gross, at the highest rate of the company's taxes: never less than it was. */
  readonly gross: Amount;
}

/** What was ordered, and what is in flight and is not ordered yet; what was cancelled does not count. */
export function othersOf({ document, facts, caseId }: RequisitionCase, vendor: Supplier): Other[] {
  const group = groupOf(vendor);
  const isNear = (one: { readonly vendor?: string | undefined; readonly requester?: string | undefined }) =>
    (one.vendor !== undefined && group.has(one.vendor)) ||
    (one.requester !== undefined && sameName(one.requester, document.requester));
  const orders = facts.orders.filter((order) => order.caseId !== caseId && !/^cancel/.test(order.state));
  const flying = facts.inFlight.filter(
    (open) => open.caseId !== caseId && !orders.some((order) => order.caseId === open.caseId),
  );
  const most = facts.taxes.reduce((rate, tax) => Decimal.max(rate, tax.rate), new Decimal(0));
  const gross = (net: string, currency: string) => ({
    amount: new Decimal(net).abs().times(most.div(100).plus(1)),
    currency,
  });
  return [
    ...orders.filter(isNear).map(({ caseId: other, number, date, net, currency }) => ({
      ...(other !== undefined && { caseId: other }),
      ...{ name: `order ${number}`, date, gross: gross(net, currency) },
    })),
    ...flying.filter(isNear).map(({ caseId: other, date, amount, currency }) => ({
      ...{ caseId: other, name: `case ${other}`, date, gross: gross(amount, currency) },
    })),
  ];
}
