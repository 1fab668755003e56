import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { TrytonClient } from '../../../../lambdas/erp/tryton/client.ts';
import { trytonWriter } from '../../../../lambdas/erp/tryton/writer.ts';
import { caseIdOf, digestOf } from '../../../../statemachines/kernel/ids.ts';
import type { Command } from '../../../../statemachines/kernel/proposal.ts';
import { byHandAt } from '../../../erp/by-hand.ts';
import { creditFactsOf } from '../../../erp/credit-documents.ts';
import type { ErpBehindProxy } from '../../../support/running-erp.ts';
import type { Fault, Posting, WriterSubject } from './subject.ts';

const NOWHERE = '999999';
/** Invoices that are posted together by hand, since each hand takes seconds. */
const AT_ONCE = 40;
const sold = z.templateLiteral([z.string().regex(/^\d+$/), '/', z.string(), '/', z.string().regex(/^\d+$/)]);

/** Our Tryton adapter as the writer of `post-credit`: every posting credits the whole of an invoice of its own, 200 + 40. */
export function creditSubject(running: ErpBehindProxy): WriterSubject {
  const reader = running.client('reader', { beside: true });
  const beside = writerOf(reader, reader);
  const run = `CONF-${randomUUID().slice(0, 8)}`;
  const writers = new Map<number, ReturnType<typeof writerOf>>();
  /** By the case, since a command that is spoilt may name another. */
  const invoices = new Map<string, readonly string[]>();
  const spare: string[] = [];
  const invoiceIn = ({ idempotencyKey }: Command) => invoices.get(idempotencyKey.split('/')[0] ?? '') ?? [];

  async function fresh(): Promise<Posting> {
    if (spare.length === 0) spare.push(...(await byHandAt(running.port, 'sell', String(AT_ONCE))).split(' '));
    const invoice = sold.parse(spare.shift()).split('/');
    const [id = '', number = '', line = ''] = invoice;
    const caseId = caseIdOf('support-credits', [run, number]);
    invoices.set(caseId, invoice);
    const versions = await versionsOf([{ kind: 'customer-document', id, version: '' }]);
    const { companies, customers } = running.erp.masters;
    const command: Command = {
      ...{ kind: 'post-credit', company: 'MFR', idempotencyKey: `${caseId}/1` },
      payload: {
        ...{ schema: 1, as: 'credit-note', caseId, company: String(companies['MFR']), currency: 'EUR', versions },
        ...{ customer: String(customers['C-2002']), incident: run, agent: 'support:nadia', postingDate: '2026-11-24' },
        credits: { id, number, taxPoint: '2026-11-20' },
        lines: [{ invoiceLine: line, description: 'Outage', net: '-200', tax: '-40' }],
        totals: { net: '-200', tax: '-40', gross: '-240', payable: '0' },
      },
      compensation: { kind: 'none', reason: 'a customer is charged again by people' },
    };
    return { command, digest: digestOf(command), expects: versions };
  }

  async function versionsOf(expects: Posting['expects']) {
    return (await beside.versions(expects)).map((version) => ({ ...version }));
  }

  return {
    writer(timeoutMs, session) {
      const known = session ? undefined : writers.get(timeoutMs);
      const writer =
        known ?? writerOf(running.client('invoice', { timeoutMs }), running.client('credit', { timeoutMs }));
      writers.set(timeoutMs, writer);
      return writer;
    },
    wire: running.wire,
    postMark: 'post_credit',
    duplicate: 'CREDIT_EXCEEDS_INVOICE: ',
    fresh,
    async spoilt(fault) {
      const { words, kind, payload = {} } = SPOILT[fault];
      const posting = await fresh();
      const [, , line = ''] = invoiceIn(posting.command);
      return {
        ...changed(posting, kind ? { kind } : {}, typeof payload === 'function' ? payload(line) : payload),
        words,
      };
    },
    async renamed(posting) {
      const idempotencyKey = `${posting.command.idempotencyKey}/renamed`;
      return changed(posting, { idempotencyKey }, { versions: await versionsOf(posting.expects) });
    },
    async documents({ command }) {
      const [id, number] = invoiceIn(command);
      const { credits } = await creditFactsOf(reader, { customer: 'C-2002', invoices: [number] });
      return credits.filter(({ invoice, incident }) => invoice === id && incident === run).length;
    },
    async traceOn({ command }) {
      const found = await reader.call('countersign.command', 'lookup', command.idempotencyKey);
      return z.object({ traceparent: z.string().nullable() }).parse(found).traceparent ?? undefined;
    },
    async outdate({ command }) {
      await byHandAt(running.port, 'credit-line', invoiceIn(command)[0] ?? '', '1.00');
    },
  };
}

const writerOf = (poster: TrytonClient, crediter: TrytonClient) =>
  trytonWriter({
    ...{ poster: async () => poster, steward: async () => poster },
    ...{ buyer: async () => poster, crediter: async () => crediter },
  });

function changed({ command, expects }: Posting, rest: Partial<Command>, payload: Command['payload']): Posting {
  const other = { ...command, ...rest, payload: { ...command.payload, ...payload } };
  return { command: other, digest: digestOf(other), expects };
}

interface Change {
  readonly kind?: string;
  readonly payload?: Command['payload'] | ((line: string) => Command['payload']);
  readonly words: RegExp;
}

/** The customer stands for the vendor, the line of the invoice for the order's. */
const SPOILT: Readonly<Record<Fault, Change>> = {
  'closed-period': { payload: { postingDate: '2026-09-15' }, words: /PERIOD_CLOSED: .*2026-09/ },
  totals: { payload: (line) => credit(line, '-100', '-21', '-121'), words: /TOTALS_MISMATCH: .*-21/ },
  'unknown-vendor': { payload: { customer: NOWHERE }, words: /customer: / },
  'unknown-order-line': { payload: credit(NOWHERE, '-100', '-20', '-120'), words: /invoiceLine: / },
  'no-id': { payload: { customer: 'C-2002' }, words: /"C-2002"/ },
  malformed: { payload: { totals: '240' }, words: /post-credit: / },
  'unknown-kind': { kind: 'refund-customer', words: /refund-customer/ },
};

function credit(invoiceLine: string, net: string, tax: string, gross: string): Command['payload'] {
  return {
    lines: [{ invoiceLine, description: 'Outage', net, tax }],
    totals: { net, tax, gross, payable: gross },
  };
}
