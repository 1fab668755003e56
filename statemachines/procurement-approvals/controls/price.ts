import { sayAs } from '../../kernel/controls/say.ts';
import { Decimal } from '../../kernel/decimal.ts';
import type { Finding } from '../../kernel/finding.ts';
import { above, agreementOf, median, paidOf } from '../matching/prices.ts';
import { vendorOf } from '../matching/vendors.ts';
import type { RequisitionLine } from '../requisition.ts';
import type { RequisitionCase, RequisitionControl } from '../requisition-case.ts';
import { LIMITS } from '../tolerances.ts';

const say = sayAs('price');

/** A price is what is agreed with the vendor, or near what was paid before: by the median, that no single price moves far. */
export const price: RequisitionControl = {
  id: 'price',
  owner: 'process-owner',
  find: (of) => of.document.lines.flatMap((line) => priced(line, of)),
};

function priced(line: RequisitionLine, of: RequisitionCase): Finding[] {
  const { currency } = of.document;
  const asked = new Decimal(line.unitPrice);
  const terms = [`lines[${line.id}]/unitPrice`];
  const vendor = vendorOf(of.document, of.facts);
  const contract = vendor && agreementOf(line, vendor, of);
  if (contract) {
    const { agreed, price: least } = contract;
    if (asked.lessThanOrEqualTo(above(least, LIMITS.aboveAgreed.value))) return [];
    const message = `The framework contract ${agreed.id} says ${least.toFixed(4)} ${currency}: order at that price, or ask why not.`;
    return [
      say.review({ code: 'PRICE-ABOVE-AGREED', message, terms, expected: least.toFixed(4), actual: line.unitPrice }),
    ];
  }
  const history = paidOf(line, of);
  if (history.length < LIMITS.historySize.value) return [];
  const usual = median(history);
  if (asked.lessThanOrEqualTo(above(usual, LIMITS.aboveHistory.value))) return [];
  const message = `Usually ${usual.toFixed(4)} ${currency} are paid for it, the median of ${history.length} prices: ask why it is more.`;
  return [
    say.review({ code: 'PRICE-ABOVE-HISTORY', message, terms, expected: usual.toFixed(4), actual: line.unitPrice }),
  ];
}
