import { expect } from 'vitest';
import { z } from 'zod';
import { type ErpDocument, isDocument } from '../../../../lambdas/erp/port.ts';
import { FACTS_KINDS } from '../../../../lambdas/erp/tryton/facts-kinds.ts';
import { postedDocumentFacts } from '../../../../statemachines/effect-reversal/facts.ts';
import { proposeReversal } from '../../../../statemachines/effect-reversal/proposal.ts';
import { effectReversal } from '../../../../statemachines/effect-reversal/workflow.ts';
import { reversalRequested } from '../../../../statemachines/kernel/events/reversal-requested.ts';
import { digestOf } from '../../../../statemachines/kernel/ids.ts';
import type { Command } from '../../../../statemachines/kernel/proposal.ts';
import { reversalCaseId, reversalRequest } from '../../../../statemachines/kernel/reversal.ts';
import { byHandAt } from '../../../erp/by-hand.ts';
import type { ErpBehindProxy } from '../../../support/running-erp.ts';
import type { Fault, Posting, WriterSubject } from './subject.ts';
import { asAll, trytonSubject } from './tryton-subject.ts';

const TODAY = '2026-11-24';
const NOWHERE = '999999';

interface Original {
  readonly key: string;
  readonly digest: string;
  readonly document: ErpDocument;
}

/**
 * Our Tryton adapter as the writer of `reverse-invoice`: every posting takes back an invoice
 * that was just posted, as the workflow proposes it from facts of the running ERP.
 */
export function reversalSubject(
  running: ErpBehindProxy,
): WriterSubject & { freshWithOriginal(): Promise<Posting & { readonly original: Original }> } {
  const invoices = trytonSubject(running);
  const poster = running.client('invoice', { beside: true });
  const reader = running.client('reader', { beside: true });
  const beside = asAll(poster);

  /** By the case of the invoice, since a command that is spoilt may name another document. */
  const originals = new Map<string, string>();

  async function freshWithOriginal() {
    const { command: posting, digest } = await invoices.fresh();
    const document = await beside.post(posting, digest);
    if (!isDocument(document)) throw new Error('an invoice was posted, and something else came back');
    const original = { key: posting.idempotencyKey, digest, document };
    originals.set(caseOf(posting), document.id);
    const { command, expects } = await proposed(posting, original);
    return { command, digest: digestOf(command), expects, original };
  }

  /** By the workflow itself, of what its request and the facts of the running ERP say. */
  async function proposed({ company, payload, compensation }: Command, { key, digest, document }: Original) {
    const { id, number, currency, net, tax, gross, payable } = document;
    const request = reversalRequest.parse({
      ...JSON.parse(reversalRequested.example.document.content),
      reverses: {
        ...{ caseId: key.split('/')[0], workflow: 'invoice-processing', key, command: 'post-invoice', digest },
        ...{ compensation: compensation.kind, document: { id, number, currency, net, tax, gross, payable } },
      },
      company: { code: company, id: payload['company'] },
    });
    const facts = FACTS_KINDS.get(effectReversal.factsKind);
    if (!facts?.queryOf) throw new Error(`the ERP gives no facts ${effectReversal.factsKind}`);
    const read = await reader.call('countersign.command', facts.method, facts.queryOf(effectReversal.query(request)));
    const of = { caseId: reversalCaseId(request), document: request, source: 'countersign', today: TODAY };
    const known = { ...of, facts: postedDocumentFacts.parse(facts.factsFrom(read, [])) };
    expect(effectReversal.controls.flatMap((control) => control.find(known))).toEqual([]);
    const proposal = proposeReversal(known, []);
    const [command] = proposal?.commands ?? [];
    if (!proposal || !command) throw new Error(`nothing is proposed to reverse ${number}`);
    return { command, expects: proposal.expects };
  }

  return {
    ...invoices,
    postMark: 'reverse_invoice',
    freshWithOriginal,
    fresh: freshWithOriginal,
    async spoilt(fault) {
      const { words, kind, payload = {}, reverses = {} } = SPOILT[fault];
      const posting = await freshWithOriginal();
      const meant = z.record(z.string(), z.json()).parse(posting.command.payload['reverses']);
      return {
        ...changed(posting, { ...(kind && { kind }) }, { reverses: { ...meant, ...reverses }, ...payload }),
        words,
      };
    },
    async renamed(posting) {
      const versions = (await beside.versions(posting.expects)).map((version) => ({ ...version }));
      return changed(posting, { idempotencyKey: `${posting.command.idempotencyKey}/renamed` }, { versions });
    },
    async documents({ command }) {
      const query = { company: 'MFR', document: Number(originals.get(caseOf(command))) };
      const { document: found } = z
        .object({ document: z.object({ creditedBy: z.array(z.unknown()) }) })
        .parse(await reader.call('countersign.command', 'posted_document', query));
      return found.creditedBy.length;
    },
    async outdate(posting) {
      const { document, number } = meantBy(posting);
      await byHandAt(running.port, 'rename', document, `OTHER ${number}`);
    },
  };
}

const caseOf = ({ idempotencyKey }: Command) => idempotencyKey.split('/')[0] ?? '';

const meantBy = ({ command }: Posting) =>
  z.looseObject({ document: z.string(), number: z.string() }).parse(command.payload['reverses']);

function changed({ command, expects }: Posting, rest: Partial<Command>, payload: Command['payload']): Posting {
  const other = { ...command, ...rest, payload: { ...command.payload, ...payload } };
  return { command: other, digest: digestOf(other), expects };
}

interface Change {
  readonly kind?: string;
  readonly payload?: Command['payload'];
  readonly reverses?: Command['payload'];
  readonly words: RegExp;
}

/** A reversal names neither vendor nor order line: what it says of the original stands for them. */
const SPOILT: Readonly<Record<Fault, Change>> = {
  'closed-period': { payload: { postingDate: '2026-09-15' }, words: /PERIOD_CLOSED: .*2026-09/ },
  totals: {
    payload: { totals: { net: '-18.5', tax: '-4.7', gross: '-23.2', payable: '0' } },
    words: /TOTALS_MISMATCH: .*3\.70/,
  },
  'unknown-vendor': { reverses: { document: NOWHERE }, words: /reverses\.document/ },
  'unknown-order-line': { reverses: { key: 'another key' }, words: /ORIGINAL_DIFFERS: .*another key/ },
  'no-id': { reverses: { document: 'BILL-1' }, words: /"BILL-1"/ },
  malformed: { payload: { totals: '22.20' }, words: /totals/ },
  'unknown-kind': { kind: 'unpay-invoice', words: /unpay-invoice/ },
};
