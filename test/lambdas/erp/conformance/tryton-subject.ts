import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { z } from 'zod';
import type { TrytonClient } from '../../../../lambdas/erp/tryton/client.ts';
import { invoiceFactsFrom } from '../../../../lambdas/erp/tryton/read-invoice-facts.ts';
import { trytonWriter } from '../../../../lambdas/erp/tryton/writer.ts';
import { invoiceFacts } from '../../../../statemachines/invoice-processing/facts.ts';
import { type Invoice, invoice } from '../../../../statemachines/invoice-processing/invoice.ts';
import { proposeInvoice } from '../../../../statemachines/invoice-processing/proposal.ts';
import { invoiceQuery } from '../../../../statemachines/invoice-processing/query.ts';
import { caseIdOf, digestOf } from '../../../../statemachines/kernel/ids.ts';
import type { Command } from '../../../../statemachines/kernel/proposal.ts';
import { cleanInvoice } from '../../../samples/sample-xml.ts';
import type { ErpBehindProxy } from '../../../support/running-erp.ts';
import type { Fault, Posting, WriterSubject } from './subject.ts';

const SPARES = 12;
const TODAY = '2026-11-24';
const NOWHERE = '999999';

/** A writer that is every writing user at once. */
export const asAll = (client: TrytonClient) =>
  trytonWriter({
    ...{ poster: async () => client, steward: async () => client },
    ...{ buyer: async () => client, crediter: async () => client },
  });

/** Our Tryton adapter over the wire; its postings are proposed by the workflow itself, from facts of the running ERP. */
export function trytonSubject(running: ErpBehindProxy): WriterSubject {
  const reader = running.client('reader', { beside: true });
  const run = `CONF-${randomUUID().slice(0, 8)}`;
  const clients = new Map<number, TrytonClient>();
  let made = 0;

  async function fresh(): Promise<Posting> {
    made += 1;
    const order = `PO-2026-01${String((made % SPARES) + 1).padStart(2, '0')}`;
    const document = oneBox(`${run}-${made}`, order);
    const facts = invoiceFacts.parse(invoiceFactsFrom(await factsOf(document), []));
    const proposed = proposeInvoice(
      { caseId: caseIdOf('conformance', [document.number]), document, facts, source: 'shop', today: TODAY },
      [],
    );
    const [command] = proposed?.commands ?? [];
    if (!proposed || !command) throw new Error(`nothing is proposed for ${order}: are the masters as in MASTERS.md?`);
    return { command, digest: digestOf(command), expects: proposed.expects };
  }

  const poster = running.client('invoice', { beside: true });
  const beside = () => asAll(poster);
  const factsOf = (document: Invoice) => reader.call('countersign.command', 'invoice_facts', invoiceQuery(document));

  return {
    writer(timeoutMs, session) {
      const client = (session ? undefined : clients.get(timeoutMs)) ?? running.client('invoice', { timeoutMs });
      clients.set(timeoutMs, client);
      return asAll(client);
    },
    wire: running.wire,
    postMark: 'post_invoice',
    fresh,
    async spoilt(fault) {
      const { words, ...changes } = SPOILT[fault];
      return { ...changed(await fresh(), changes), words };
    },
    async renamed(posting) {
      const versions = await beside().versions(posting.expects);
      const payload = { versions: versions.map((version) => ({ ...version })) };
      return changed(posting, { idempotencyKey: `${posting.command.idempotencyKey}/renamed`, payload });
    },
    async documents({ command }) {
      const read = await factsOf(oneBox(String(command.payload['reference']), 'PO-2026-0101'));
      const { invoices } = z.object({ invoices: z.array(z.object({ reference: z.string().nullable() })) }).parse(read);
      return invoices.filter(({ reference }) => reference === command.payload['reference']).length;
    },
    async traceOn({ command }) {
      const found = await reader.call('countersign.command', 'lookup', command.idempotencyKey);
      const { traceparent, result } = z
        .object({ traceparent: z.string().nullable(), result: z.object({ id: z.int() }) })
        .parse(found);
      const document = await reader.call('countersign.command', 'read_invoice', result.id);
      expect(document).toMatchObject({ traceparent });
      return traceparent ?? undefined;
    },
    async outdate(posting) {
      const payload = { ...posting.command.payload, reference: `${posting.command.payload['reference']}-OTHER` };
      const other = changed(posting, { idempotencyKey: `${posting.command.idempotencyKey}/other`, payload });
      await beside().post(other.command, other.digest);
    },
  };
}

/** Ten boxes were ordered and received; one is billed, so that a spare order lasts for ten postings. */
function oneBox(number: string, order: string): Invoice {
  const sample = cleanInvoice();
  return invoice.parse({
    ...sample,
    number,
    order,
    totals: { lines: '18.5', taxExclusive: '18.5', tax: '3.7', taxInclusive: '22.2', payable: '22.2' },
    vat: [{ ...sample.vat[0], taxable: '18.5', tax: '3.7' }],
    lines: [{ ...sample.lines[0], quantity: '1', net: '18.5', orderLine: '1' }],
  });
}

interface Change {
  readonly kind?: string;
  readonly idempotencyKey?: string;
  readonly payload?: Command['payload'];
  readonly line?: Command['payload'];
}

function changed({ command, expects }: Posting, { line, payload, ...rest }: Change): Posting {
  const [first] = z.array(z.record(z.string(), z.json())).parse(command.payload['lines']);
  const lines = line ? { lines: [{ ...first, ...line }] } : {};
  const other = { ...command, ...rest, payload: { ...command.payload, ...payload, ...lines } };
  return { command: other, digest: digestOf(other), expects };
}

const SPOILT: Readonly<Record<Fault, Change & { readonly words: RegExp }>> = {
  'closed-period': { payload: { postingDate: '2026-09-15' }, words: /PERIOD_CLOSED: .*2026-09/ },
  totals: {
    payload: { totals: { net: '18.5', tax: '4.7', gross: '23.2', payable: '23.2' } },
    words: /TOTALS_MISMATCH: .*3\.70/,
  },
  'unknown-vendor': { payload: { vendor: NOWHERE }, words: /vendor/ },
  'unknown-order-line': { line: { orderLine: NOWHERE }, words: /orderLine/ },
  'no-id': { payload: { vendor: 'V-1001' }, words: /"V-1001"/ },
  malformed: { payload: { totals: '22.20' }, words: /totals/ },
  'unknown-kind': { kind: 'pay-invoice', words: /pay-invoice/ },
};
