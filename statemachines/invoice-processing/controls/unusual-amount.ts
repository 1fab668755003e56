import { sayAs } from '../../kernel/controls/say.ts';
import { Decimal } from '../../kernel/decimal.ts';
import type { InvoiceCase, InvoiceControl } from '../invoice-case.ts';
import { orderOf, partiesOf } from '../matching/order.ts';
import { median, medianDeviation } from '../matching/robust.ts';
import { classOf } from '../matching/sense.ts';
import { LIMITS } from '../tolerances.ts';

const say = sayAs('unusual-amount');
/** Makes the median absolute deviation comparable with a standard deviation. */
const SCALE = '1.4826';

/**
 * What no order explains stays near what the vendor usually bills: median and median absolute deviation of its posted
 * invoices in this currency. Far more goes to a person, far less is only told.
 */
export const unusualAmount: InvoiceControl = {
  id: 'unusual-amount',
  owner: 'process-owner',
  find(of) {
    const { document } = of;
    if (classOf(document) === 'credit' || orderOf(of).kind === 'found') return [];
    const history = historyOf(of);
    if (history.length < LIMITS.historySize.value) return [];
    const usual = median(history);
    const floor = usual.times(LIMITS.leastSpread.value).div(100);
    const spread = Decimal.max(medianDeviation(history).times(SCALE), floor);
    if (spread.isZero()) return [];
    const amount = new Decimal(document.totals.taxExclusive);
    const score = amount.minus(usual).div(spread);
    if (score.abs().lessThanOrEqualTo(LIMITS.unusualScore.value)) return [];
    const seen = { terms: ['BT-109'], expected: `about ${usual.toFixed(2)}`, actual: amount.toFixed(2) };
    const much = `${score.abs().toFixed(1)} times the usual spread from ${usual.toFixed(2)} ${document.currency}`;
    if (score.isNegative()) {
      return [say.warn({ code: 'AMOUNT-UNUSUALLY-LOW', message: `The amount is ${much}.`, ...seen })];
    }
    const message = `The amount is ${much}, and no order explains it: ask who ordered it.`;
    return [say.review({ code: 'AMOUNT-UNUSUAL', message, ...seen })];
  },
};

/** Net amounts of the vendor's posted invoices, as large as they were. */
function historyOf(of: InvoiceCase): Decimal[] {
  const parties = partiesOf(of);
  return of.facts.invoices
    .filter(({ vendor, company, posted, currency, class: kind }) => {
      const ours = vendor === parties?.vendor.id && company === parties.company.id;
      return ours && posted && kind === 'debit' && currency === of.document.currency;
    })
    .map(({ net }) => new Decimal(net));
}
