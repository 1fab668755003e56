import { compact } from '../../kernel/normalise.ts';
import type { InvoiceCategory } from '../categories.ts';
import type { CompanyFacts, VendorFacts } from '../facts.ts';
import type { InvoiceCase } from '../invoice-case.ts';
import { matchLines } from './lines.ts';
import { orderOf } from './order.ts';

/** UNTDID 1001: an invoice for what is to be delivered later. */
const PREPAYMENT = '386';

/** Which row of the delegation of authority the invoice is measured by. */
export function categoryOf(of: InvoiceCase, vendor: VendorFacts): InvoiceCategory {
  if (isOneOfUs(vendor, of.facts.companies)) return 'intercompany';
  if (vendor.relatedParty) return 'related-party';
  if (vendor.legalSettlement) return 'legal-settlement';
  if (vendor.oneTime) return 'one-time-vendor';
  if (of.document.typeCode === PREPAYMENT) return 'prepayment';
  const lines = linesOnOrder(of);
  if (lines.some(({ asset }) => asset)) return 'capex';
  return lines.length > 0 ? 'order' : 'non-order';
}

function isOneOfUs({ vatId }: VendorFacts, companies: readonly CompanyFacts[]): boolean {
  return vatId !== undefined && companies.some((ours) => ours.vatId && compact(ours.vatId) === compact(vatId));
}

function linesOnOrder({ document, facts }: InvoiceCase) {
  const reference = orderOf({ document, facts });
  if (reference.kind !== 'found') return [];
  return matchLines(document, reference.order).flatMap(({ match }) =>
    match.kind === 'matched' ? [match.orderLine] : [],
  );
}
