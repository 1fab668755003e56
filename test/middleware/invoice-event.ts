import { benchInvoice } from '../../bench/invoices.ts';
import { invoiceReceived } from '../../statemachines/invoice-processing/contract.ts';
import { identifyInvoice } from '../../statemachines/invoice-processing/identify.ts';
import { parseUbl } from '../../statemachines/invoice-processing/ubl/parse.ts';
import { caseIdOf } from '../../statemachines/kernel/ids.ts';
import type { Fate } from './account.ts';
import { type BusEvent, spoilt } from './malformed.ts';
import type { Content, Sent } from './traffic.ts';

type Change = readonly [from: string, to: string];

/** What makes a clean invoice end elsewhere: another bank account, a wrong sum, an unknown vendor. */
const FLAWS: Readonly<Record<Fate, readonly Change[]>> = {
  posted: [],
  review: [['FR76 3000 4008 2800 0102 0487 192', 'FR76 3000 6000 0112 3456 7890 189']],
  refused: [['</cbc:TaxInclusiveAmount>', '1</cbc:TaxInclusiveAmount>']],
  parked: [
    ['58512340985', '40303265045'],
    ['512340985', '303265045'],
    ['3020412340010', '3020412340034'],
  ],
};
/** Another payload under the same business key. */
const VARIANT: Change = ['>AP-LYON<', '>AP-PARIS<'];

/** The case of a document of the series: another vendor's is another case. */
export function invoiceCaseOf(series: string, key: number, fate: Fate): string {
  const raw = Buffer.from(invoiceOf(series, { key, variant: 0, fate }));
  return caseIdOf('invoice-processing', identifyInvoice(parseUbl(raw)).businessKey);
}

function invoiceOf(series: string, { key, variant, fate }: Content): string {
  const clean = benchInvoice(series, key).raw.toString('utf8');
  return [...FLAWS[fate], ...(variant === 1 ? [VARIANT] : [])].reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the template has no ${from} any more`);
    return text.replaceAll(from, to);
  }, clean);
}

/** The bus event of one delivery, with a real invoice. `key` is 1 to 1000. */
export function invoiceEvent(series: string, { event, at, content, malformed, place }: Sent): BusEvent {
  const source = 'bench';
  const good: BusEvent = {
    'detail-type': invoiceReceived.type,
    source,
    detail: {
      ...{ specversion: '1.0', id: `${series}-${event}`, source, type: invoiceReceived.type },
      time: new Date(at).toISOString(),
      ...(place && { subject: `${series}-${place.subject}`, sequence: String(place.sequence) }),
      data: { document: { content: invoiceOf(series, content), encoding: 'utf-8' } },
    },
  };
  return malformed === undefined ? good : (spoilt(good, malformed) as BusEvent);
}
