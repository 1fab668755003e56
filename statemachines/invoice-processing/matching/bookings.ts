import { Decimal, roundTo } from '../../kernel/decimal.ts';
import type { OrderLine } from '../facts.ts';
import type { AllowanceCharge, InvoiceLine } from '../invoice.ts';
import type { InvoiceCase } from '../invoice-case.ts';
import { creditedOf } from './credited.ts';
import { type MatchedLine, matchLines } from './lines.ts';
import { orderOf, partiesOf } from './order.ts';
import { signOf } from './sense.ts';
import { isForeign, type StatedVat, type VatChoice, vatCodeFor, vatHistory } from './vat.ts';

/** What will be booked for one line, allowance or charge of the document; amounts as booked (credits negative). */
export interface Booking {
  /** Where it is in the document: `BG-25[2]`, `BG-20[1]`. */
  readonly place: string;
  /** As the document calls it. */
  readonly said: string;
  readonly orderLine?: OrderLine | undefined;
  /** In `unit`; of the order line where there is one. */
  readonly quantity: Decimal;
  readonly unit?: string | undefined;
  /** Net ÷ quantity, 6 decimals; `net` is what counts. */
  readonly unitPrice: Decimal;
  readonly net: Decimal;
  readonly stated: StatedVat;
  readonly vat: VatChoice;
}

/** Everything that BT-109 is made of, in the document's order; nothing while company or vendor are not resolved. */
export function bookingsOf(of: InvoiceCase): Booking[] {
  const parties = partiesOf(of);
  if (!parties) return [];
  const { document, facts } = of;
  const { company, vendor } = parties;
  const sign = signOf(document);
  const foreign = isForeign({ vatId: document.seller.vatId ?? vendor.vatId, country: vendor.country }, company);
  const credited = creditedOf(of);
  const earlier = credited.kind === 'found' ? [credited.invoice] : facts.invoices;
  const history = vatHistory(
    earlier.filter((invoice) => invoice.vendor === vendor.id && invoice.company === company.id),
  );
  const vat = (stated: StatedVat, category: 'goods' | 'services', orderLine?: OrderLine) =>
    vatCodeFor({ vat: stated, codes: facts.vatCodes, foreign, orderLine, category, history });
  const reference = orderOf(of);
  const lines: MatchedLine[] =
    reference.kind === 'found'
      ? matchLines(document, reference.order)
      : document.lines.map((line, index) => ({ line, position: index + 1, match: { kind: 'unmatched' } }));
  const fromLines = lines.flatMap(({ line, position, match }): Booking[] => {
    const net = new Decimal(line.net).times(sign);
    const stated = line.vat ?? { category: '' };
    const orderLine = match.kind === 'matched' && !match.quantity.isZero() ? match.orderLine : undefined;
    const counted = match.kind === 'matched' ? match.quantity : new Decimal(line.quantity ?? 0).times(sign);
    if (counted.isZero() && net.isZero()) return [];
    const quantity = counted.isZero() ? new Decimal(1) : counted;
    const choice = vat(stated, orderLine?.category ?? categoryOf(line), orderLine);
    const unit = orderLine ? orderLine.unit : line.unit;
    const said = line.name ?? line.description ?? `Line ${line.id}`;
    return [{ ...priced(quantity, net), place: `BG-25[${position}]`, said, orderLine, unit, stated, vat: choice }];
  });
  const main = fromLines.find(({ orderLine }) => orderLine)?.orderLine?.category ?? 'services';
  const extras = document.allowancesCharges.flatMap((each, index): Booking[] => {
    const net = new Decimal(each.amount).times(each.charge ? sign : -sign);
    if (net.isZero()) return [];
    const stated = each.vat ?? { category: '' };
    const place = `${each.charge ? 'BG-21' : 'BG-20'}[${index + 1}]`;
    const quantity = new Decimal(net.isNegative() ? -1 : 1);
    return [{ ...priced(quantity, net), place, said: reasonOf(each), stated, vat: vat(stated, main) }];
  });
  return [...fromLines, ...extras];
}

/** Neither a product nor an order says to which account it goes. */
export function takesAnyAccount({ orderLine }: Booking): boolean {
  return !orderLine?.product && !orderLine?.account;
}

function priced(quantity: Decimal, net: Decimal) {
  return { quantity, net, unitPrice: roundTo(net.div(quantity), 6) };
}

const reasonOf = ({ charge, reason }: AllowanceCharge) => reason ?? (charge ? 'Charge' : 'Allowance');

const TIME_UNITS: ReadonlySet<string> = new Set(['SEC', 'MIN', 'HUR', 'DAY', 'WEE', 'MON', 'QAN', 'ANN', 'E48']);

/** What is billed by time is a service; nothing else tells, where no order does. */
const categoryOf = ({ unit }: InvoiceLine) => (unit && TIME_UNITS.has(unit) ? 'services' : 'goods');
