import { z } from 'zod';
import { type ErpDocument, isRecord } from '../../../../lambdas/erp/port.ts';
import { trytonWriter } from '../../../../lambdas/erp/tryton/writer.ts';
import { caseIdOf, digestOf } from '../../../../statemachines/kernel/ids.ts';
import type { Command } from '../../../../statemachines/kernel/proposal.ts';
import { byHandAt } from '../../../erp/by-hand.ts';
import { negated } from '../../../erp/reversal-document.ts';
import type { ErpBehindProxy } from '../../../support/running-erp.ts';
import type { Fault, Posting, WriterSubject } from './subject.ts';
import { trytonSubject } from './tryton-subject.ts';

const TODAY = '2026-11-24';
const NOWHERE = '999999';

interface Original {
  readonly key: string;
  readonly digest: string;
  readonly document: ErpDocument;
}

/** Our Tryton adapter as the writer of `reverse-invoice`: every posting takes back an invoice that was just posted. */
export function reversalSubject(
  running: ErpBehindProxy,
): WriterSubject & { freshWithOriginal(): Promise<Posting & { readonly original: Original }> } {
  const invoices = trytonSubject(running);
  const poster = running.client('invoice', { beside: true });
  const reader = running.client('reader', { beside: true });
  const beside = trytonWriter({ poster: async () => poster, steward: async () => poster });

  /** By the reversal's case, since a command that is spoilt may name another. */
  const originals = new Map<string, string>();

  async function freshWithOriginal() {
    const { command: posting, digest, expects } = await invoices.fresh();
    const document = await beside.post(posting, digest);
    if (isRecord(document)) throw new Error('an invoice was posted, and a record came back');
    const original = { key: posting.idempotencyKey, digest, document };
    const { id, number, currency, net, tax, gross } = original.document;
    const wanted = [{ kind: 'vendor-document', id, version: '' }, ...expects.filter(({ kind }) => kind === 'period')];
    const versions = await beside.versions(wanted);
    const caseId = caseIdOf('effect-reversal', [original.key]);
    originals.set(caseId, id);
    const command: Command = {
      kind: 'reverse-invoice',
      company: posting.company,
      idempotencyKey: `${caseId}/1`,
      payload: {
        ...{
          schema: 1,
          caseId,
          company: posting.payload['company'] ?? '',
          currency,
          postingDate: TODAY,
          reason: 'billed twice',
        },
        reverses: { caseId: posting.idempotencyKey.split('/')[0] ?? '', key: original.key, document: id, number },
        totals: { net: negated(net), tax: negated(tax), gross: negated(gross), payable: '0' },
        versions: versions.map((version) => ({ ...version })),
      },
      compensation: { kind: 'none', reason: 'the invoice is posted again' },
    };
    return { command, digest: digestOf(command), expects: versions, original };
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
