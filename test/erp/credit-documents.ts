import type { RunningErp } from '../../erp/start.ts';
import type { TrytonClient } from '../../lambdas/erp/tryton/client.ts';
import { FACTS_KINDS } from '../../lambdas/erp/tryton/facts-kinds.ts';
import { creditOf } from '../../lambdas/erp/tryton/post-credit.ts';
import { type Decimal, sum } from '../../statemachines/kernel/decimal.ts';
import { type CreditFacts, creditFacts } from '../../statemachines/support-credits/facts.ts';

const CASE = `support-credits-${'c'.repeat(32)}`;

/** Facts `customer-credit` of a running ERP, as the workflow gets them. */
export async function creditFactsOf(reader: TrytonClient, query: object): Promise<CreditFacts> {
  const kind = FACTS_KINDS.get('customer-credit');
  if (!kind) throw new Error('this ERP gives no facts customer-credit');
  const asked = { company: 'MFR', fromDate: '2026-09-01', invoices: [], ...query };
  return creditFacts.parse(kind.factsFrom(await reader.call('countersign.command', kind.method, asked), []));
}

/** `[line of the invoice, net, tax]` of a credit, negative. */
export type CreditLine = readonly [index: number, net: string, tax: string];

/** A document for `post_credit` that credits lines of an invoice of the masters; `changes` replace parts of the payload. */
export function creditNoteDocument(
  { masters }: RunningErp,
  [customer, number, taxPoint]: readonly [customer: string, number: string, taxPoint: string],
  lines: readonly CreditLine[],
  changes: object = {},
) {
  const invoice = masters.customerInvoices[number];
  const [net, tax] = [sum(lines.map((line) => line[1])), sum(lines.map((line) => line[2]))];
  const gross = text(sum([net, tax]));
  return creditOf({
    ...common(masters, customer),
    as: 'credit-note',
    credits: { id: String(invoice?.id), number, taxPoint },
    lines: lines.map(([index, ofNet, ofTax]) => ({
      invoiceLine: String(invoice?.lines[index]),
      description: 'Outage of 3 November',
      net: ofNet,
      tax: ofTax,
    })),
    totals: { net: text(net), tax: text(tax), gross, payable: gross },
    ...changes,
  });
}

/** A document for `post_credit` of an entry outside VAT; `changes` replace parts of the payload. */
export function creditEntryDocument(
  { masters }: RunningErp,
  customer: string,
  amount: string,
  reason: 'compensation' | 'goodwill' = 'compensation',
  changes: object = {},
) {
  const account = String(masters.accounts['MFR']?.[reason]);
  const total = `-${amount}`;
  return creditOf({
    ...common(masters, customer),
    ...{ as: 'entry', reason, lines: [{ account, debit: amount }, { credit: amount }] },
    totals: { net: total, tax: '0', gross: total, payable: total },
    ...changes,
  });
}

function common(masters: RunningErp['masters'], customer: string) {
  return {
    ...{ schema: 1, caseId: CASE, company: String(masters.companies['MFR']), currency: 'EUR' },
    ...{ customer: String(masters.customers[customer]), postingDate: '2026-11-24', versions: [] },
    ...{ incident: 'INC-4711', agent: 'support:nadia' },
  };
}

const text = (amount: Decimal) => amount.toString();
