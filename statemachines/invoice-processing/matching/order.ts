import { compact } from '../../kernel/normalise.ts';
import type { InvoiceFacts, OrderFacts, VendorFacts } from '../facts.ts';
import type { Invoice } from '../invoice.ts';
import type { InvoiceCase } from '../invoice-case.ts';
import { companyOf, vendorOf } from './parties.ts';
import { classOf } from './sense.ts';

/** What BT-13 refers to. Only `found` can be matched and booked on. */
export type OrderReference =
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly number: string }
  | { readonly kind: 'ambiguous'; readonly number: string }
  | { readonly kind: 'other-vendor'; readonly order: OrderFacts }
  | { readonly kind: 'not-billable'; readonly order: OrderFacts }
  | { readonly kind: 'found'; readonly order: OrderFacts };

/** The order that the document names, among those of the resolved company. */
export function orderOf({ document, facts }: Pick<InvoiceCase, 'document' | 'facts'>): OrderReference {
  const number = document.order?.trim();
  if (!number) return { kind: 'none' };
  const company = companyOf(document, facts);
  const vendor = vendorOf(document, facts);
  const orders = company.kind === 'found' ? ordersOf(number, company.party.id, facts) : [];
  const [order, ...others] = orders;
  if (!order) return { kind: 'unknown', number };
  if (others.length > 0) return { kind: 'ambiguous', number };
  if (vendor.kind === 'found' && order.vendor !== vendor.party.id) return { kind: 'other-vendor', order };
  return { kind: order.billable ? 'found' : 'not-billable', order };
}

function ordersOf(number: string, company: string, { orders }: InvoiceFacts): OrderFacts[] {
  return orders.filter((order) => order.company === company && compact(order.number) === compact(number));
}

/** Who is on both sides and which order is meant, once that is certain. */
export interface Settled {
  readonly company: NonNullable<ReturnType<typeof companyIn>>;
  readonly vendor: VendorFacts;
}

const companyIn = (document: Invoice, facts: InvoiceFacts) => {
  const company = companyOf(document, facts);
  return company.kind === 'found' ? company.party : undefined;
};

/** Company and vendor, if both are resolved. */
export function partiesOf({ document, facts }: Pick<InvoiceCase, 'document' | 'facts'>): Settled | undefined {
  const company = companyIn(document, facts);
  const vendor = vendorOf(document, facts);
  return company && vendor.kind === 'found' ? { company, vendor: vendor.party } : undefined;
}

/** The order that the document bills something of, and the company that ordered; none for a credit or while either is not certain. */
export function billedOrder(of: InvoiceCase): { readonly order: OrderFacts; readonly company: string } | undefined {
  const reference = orderOf(of);
  const parties = partiesOf(of);
  if (reference.kind !== 'found' || !parties || classOf(of.document) === 'credit') return undefined;
  return { order: reference.order, company: parties.company.code };
}
