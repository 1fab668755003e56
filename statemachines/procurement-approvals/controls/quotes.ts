import { sayAs } from '../../kernel/controls/say.ts';
import { Decimal } from '../../kernel/decimal.ts';
import type { Finding } from '../../kernel/finding.ts';
import { inCurrency } from '../../kernel/rates.ts';
import { netTotal } from '../matching/lines.ts';
import { hasAgreedPrices } from '../matching/prices.ts';
import { groupName, supplierOf } from '../matching/vendors.ts';
import type { RequisitionCase, RequisitionControl } from '../requisition-case.ts';
import { LIMITS } from '../tolerances.ts';

const say = sayAs('quotes');
const terms = ['quotes'];

/** Above a limit several vendors have been asked, independent of each other; what the chosen one quoted still counts, and is asked for. */
export const quotes: RequisitionControl = {
  id: 'quotes',
  owner: 'process-owner',
  find: (of) => [...competing(of), ...chosen(of), ...cheaper(of)],
};

function competing(of: RequisitionCase): Finding[] {
  const { document, facts, today } = of;
  const net = inCurrency(
    { amount: netTotal(document), currency: document.currency },
    facts.groupCurrency,
    today,
    facts,
  );
  if (hasAgreedPrices(of) || net?.lessThan(LIMITS.quotesFrom.value)) return [];
  const inTime = document.quotes.filter(({ validUntil, date }) => date <= today && (validUntil ?? today) >= today);
  const vendors = new Set(
    inTime.flatMap((quote) => {
      const vendor = supplierOf(quote.vendor, facts);
      return vendor ? [groupName(vendor)] : [];
    }),
  );
  if (vendors.size >= LIMITS.quotes.value) return [];
  const message = `From ${LIMITS.quotesFrom.value} ${facts.groupCurrency} on ${LIMITS.quotes.value} vendors are asked, known to the ERP and of different groups; ${vendors.size} have quoted, of those whose quotes still count.`;
  const actual = String(vendors.size);
  return [say.review({ code: 'QUOTES-MISSING', message, terms, expected: String(LIMITS.quotes.value), actual })];
}

function chosen({ document, today }: RequisitionCase): Finding[] {
  const ours = document.quotes.filter(({ vendor }) => vendor === document.vendor?.code);
  if (ours.length === 0) return [];
  const counting = ours.filter(({ validUntil }) => validUntil === undefined || validUntil >= today);
  if (counting.length === 0) {
    const until = ours.map(({ validUntil }) => validUntil).join(', ');
    const message = `What the vendor quoted was valid until ${until}: ask for a new quote.`;
    return [say.review({ code: 'QUOTE-EXPIRED', message, terms, expected: today, actual: until })];
  }
  const net = netTotal(document);
  if (counting.some((quote) => net.lessThanOrEqualTo(quote.net))) return [];
  const most = counting.map((quote) => quote.net).join(', ');
  const message = `The lines together are ${net.toFixed()} ${document.currency}, more than the vendor has quoted: ${most}.`;
  return [say.review({ code: 'QUOTE-EXCEEDED', message, terms, expected: most, actual: net.toFixed() })];
}

function cheaper({ document, today }: RequisitionCase): Finding[] {
  const net = netTotal(document);
  return document.quotes
    .filter(({ vendor, validUntil }) => vendor !== document.vendor?.code && (validUntil ?? today) >= today)
    .filter((quote) => new Decimal(quote.net).lessThan(net))
    .map((quote) => {
      const message = `${quote.vendor} has quoted ${quote.net} ${document.currency}, which is less: say why it is not chosen.`;
      return say.warn({ code: 'QUOTE-CHEAPER', message, terms, expected: quote.net, actual: net.toFixed() });
    });
}
