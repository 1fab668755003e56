import { sum } from '../kernel/decimal.ts';
import type { RequisitionFacts } from './facts.ts';
import { budgetsOn } from './matching/budgets.ts';
import { costOf, netTotal } from './matching/lines.ts';
import { vendorOf } from './matching/vendors.ts';
import type { Requisition } from './requisition.ts';

/**
 * By what other requisitions see what this one will take; nothing while company or cost centre are not known. The budget is
 * named where it is but one; of a line whose tax is not certain the net amount counts.
 */
export function requisitionFacets(document: Requisition, facts: RequisitionFacts): Readonly<Record<string, string>> {
  const { company, costCentre } = facts;
  if (!company || !costCentre) return {};
  const { currency, requester, lines } = document;
  const vendor = vendorOf(document, facts);
  const budgets = new Set(lines.flatMap(({ wantedBy }) => budgetsOn(wantedBy, facts)));
  const costs = lines.map((line) => costOf(line, currency, facts));
  const known = costs.flatMap((cost) => cost ?? []);
  const [budget] = budgets;
  return {
    ...{ company: company.id, costCentre: costCentre.id, requester, currency },
    amount: (known.length === costs.length ? sum(known) : netTotal(document)).toDecimalPlaces(6).toFixed(),
    date: facts.readAt.slice(0, 10),
    ...(vendor && { vendor: vendor.id }),
    ...(budgets.size === 1 && budget && { budget: budget.id }),
  };
}
