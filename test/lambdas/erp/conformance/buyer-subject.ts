import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { z } from 'zod';
import type { ErpWriter } from '../../../../lambdas/erp/port.ts';
import type { TrytonClient } from '../../../../lambdas/erp/tryton/client.ts';
import { caseIdOf, digestOf } from '../../../../statemachines/kernel/ids.ts';
import type { Command } from '../../../../statemachines/kernel/proposal.ts';
import type { ErpBehindProxy } from '../../../support/running-erp.ts';
import type { Fault, Posting, WriterSubject } from './subject.ts';
import { asAll } from './tryton-subject.ts';

const NOWHERE = '999999';
const TOTALS = { net: '37.00', tax: '7.40', gross: '44.40' };

/** Our Tryton adapter as the writer of `place-order`: every posting orders two boxes of paper for a case of its own. */
export function buyerSubject(running: ErpBehindProxy): WriterSubject {
  const { masters } = running.erp;
  const person = running.client('purchase', { beside: true });
  const reader = running.client('reader', { beside: true });
  const beside = writerOf(reader, running.client('buyer', { beside: true }));
  const run = `CONF-${randomUUID().slice(0, 8)}`;
  const writers = new Map<number, ReturnType<typeof writerOf>>();
  const vendor = String(masters.vendors['V-1001']);
  const costCentre = String(masters.costCentres['CC-PLANT']);
  let made = 0;

  async function fresh(): Promise<Posting> {
    made += 1;
    const caseId = caseIdOf('conformance', [run, String(made)]);
    const entities = [
      { kind: 'vendor', id: vendor, version: '' },
      { kind: 'cost-centre', id: costCentre, version: '' },
    ];
    const versions = (await beside.versions(entities)).map((version) => ({ ...version }));
    const line = {
      ...{ description: 'A4 paper', product: String(masters.products['P-PAPER']), quantity: '2', unit: 'C62' },
      ...{ unitPrice: '18.5', net: TOTALS.net, taxes: [String(masters.taxes['FR-S20-G'])], wantedBy: '2026-12-10' },
    };
    const command: Command = {
      ...{ kind: 'place-order', company: 'MFR', idempotencyKey: `${caseId}/1` },
      payload: {
        ...{ schema: 1, caseId, company: String(masters.companies['MFR']), vendor, costCentre, requester: 'erp:lea' },
        ...{ requisition: `${run}-${made}`, currency: 'EUR', orderDate: '2026-11-24', lines: [line], totals: TOTALS },
        budgets: budgets(TOTALS.net),
        versions,
      },
      compensation: { kind: 'cancel-order', reason: 'the order is cancelled in the ERP' },
    };
    return { command, digest: digestOf(command), expects: versions };
  }

  const budgets = (amount: string) => [{ id: String(masters.budgets['CC-PLANT 2026 Q4']), amount, currency: 'EUR' }];

  /** An order has no period that could be closed: what is left of its budget stands for it. */
  const spoiling: Readonly<Record<Fault, Change & { readonly words: RegExp }>> = {
    'closed-period': { payload: { budgets: budgets('200000.00') }, words: /BUDGET_EXCEEDED: .* 200000\.00 is wanted/ },
    totals: { payload: { totals: { net: '37.00', tax: '4.70', gross: '41.70' } }, words: /TOTALS_MISMATCH: .*7\.40/ },
    'unknown-vendor': { payload: { vendor: NOWHERE }, words: /vendor/ },
    'unknown-order-line': { payload: { costCentre: NOWHERE }, words: /costCentre/ },
    'no-id': { payload: { vendor: 'V-1001' }, words: /"V-1001"/ },
    malformed: { payload: { totals: '44.40' }, words: /totals/ },
    'unknown-kind': { kind: 'cancel-order', words: /cancel-order/ },
  };

  return {
    writer(timeoutMs, session) {
      const known = session ? undefined : writers.get(timeoutMs);
      const writer =
        known ?? writerOf(running.client('invoice', { timeoutMs }), running.client('buyer', { timeoutMs }));
      writers.set(timeoutMs, writer);
      return writer;
    },
    wire: running.wire,
    postMark: 'place_order',
    duplicate: 'ALREADY_ORDERED: ',
    fresh,
    async spoilt(fault) {
      const { words, ...changes } = spoiling[fault];
      return { ...changed(await fresh(), changes), words };
    },
    async renamed(posting) {
      const versions = (await beside.versions(posting.expects)).map((version) => ({ ...version }));
      return changed(posting, { idempotencyKey: `${posting.command.idempotencyKey}/renamed`, payload: { versions } });
    },
    async documents({ command }) {
      const domain = [['countersign_case', '=', String(command.payload['caseId'])]];
      return z.int().parse(await person.call('purchase.purchase', 'search_count', domain));
    },
    async traceOn({ command }) {
      const found = await reader.call('countersign.command', 'lookup', command.idempotencyKey);
      const trace = z.string().nullable();
      const recorded = z.object({ traceparent: trace, result: z.object({ traceparent: trace }) }).parse(found);
      expect(recorded.result.traceparent).toBe(recorded.traceparent);
      return recorded.traceparent ?? undefined;
    },
    async outdate() {
      await person.call('party.party', 'write', [Number(vendor)], { name: `Papeterie ${randomUUID()}` });
    },
  };
}

/** The buyer orders; all else is read by another user. */
function writerOf(reader: TrytonClient, buyer: TrytonClient): ErpWriter {
  const { post } = asAll(buyer);
  return { ...asAll(reader), post };
}

interface Change {
  readonly kind?: string;
  readonly idempotencyKey?: string;
  readonly payload?: Command['payload'];
}

function changed({ command, expects }: Posting, { payload, ...rest }: Change): Posting {
  const other = { ...command, ...rest, payload: { ...command.payload, ...payload } };
  return { command: other, digest: digestOf(other), expects };
}
