import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isDocument } from '../../lambdas/erp/port.ts';
import { booksOf } from '../../lambdas/erp/tryton/books.ts';
import type { TrytonClient } from '../../lambdas/erp/tryton/client.ts';
import { FACTS_KINDS } from '../../lambdas/erp/tryton/facts-kinds.ts';
import { reconcileBooks } from '../../lambdas/reconcile/run.ts';
import { postedDocumentFacts } from '../../statemachines/effect-reversal/facts.ts';
import { PATIENT } from '../lambdas/erp/conformance/expectations.ts';
import { reversalSubject } from '../lambdas/erp/conformance/reversal-subject.ts';
import { type ErpBehindProxy, startErpBehindProxy } from '../support/running-erp.ts';
import { toyBooks } from '../support/toy-books.ts';
import { cleanInvoice, readPosted } from './clean-invoice.ts';
import { reversalDocument } from './reversal-document.ts';

let running: ErpBehindProxy;
let reader: TrytonClient;
let poster: TrytonClient;
const world = toyBooks();
beforeAll(async () => {
  running = await startErpBehindProxy({ erp: 8216, proxy: 8217 });
  reader = running.client('reader', { beside: true });
  poster = running.client('invoice', { beside: true });
}, 400_000);
afterAll(() => running?.stop());

const call = async (method: string, ...args: unknown[]) =>
  readPosted(await poster.call('countersign.command', method, ...args));
const post = (key: string, document: unknown) => call('post_invoice', key, 'd', document);
const reverse = (key: string, document: unknown) => call('reverse_invoice', key, 'd', document);

describe('facts of a posted document', () => {
  const factsOf = async (query: Readonly<Record<string, unknown>>) => {
    const kind = FACTS_KINDS.get('posted-document');
    if (!kind?.queryOf) throw new Error('there are no such facts');
    const answer = await reader.call('countersign.command', kind.method, kind.queryOf(query));
    return postedDocumentFacts.parse(kind.factsFrom(answer, []));
  };

  it('know no document of another company, no other kind of id, and no company that is not there', async () => {
    const { id } = await post('facts/none', cleanInvoice(running.erp, 'PO-2026-0101'));
    const document = String(id);
    for (const query of [
      { company: 'MSL', document },
      { company: 'MFR', document: '999999' },
      { company: 'MFR', document: 'V-1001' },
    ]) {
      const facts = await factsOf(query);
      expect(facts).toMatchObject({ company: { code: query.company }, acts: [] });
      expect(facts.document).toBeUndefined();
    }
    const nowhere = await factsOf({ company: 'NONE', document });
    expect(nowhere).toMatchObject({ periods: [], acts: [], versions: [] });
    expect(nowhere.company ?? nowhere.document).toBeUndefined();
  });

  it('say how it stands, by its accounting date, before and after its reversal, each with its own version', async () => {
    const caseId = `invoice-processing-${'a'.repeat(32)}`;
    const description = `case ${caseId}, payment blocked: bank`;
    const dates = { invoiceDate: '2026-10-28', accountingDate: '2026-11-20' };
    const document = cleanInvoice(running.erp, 'PO-2026-0102', { description, paymentBlocked: true, ...dates });
    const posted = await post('facts/post', document);
    const query = { company: 'MFR', document: String(posted.id), key: 'facts/post' };
    const before = await factsOf(query);
    expect(before).toMatchObject({
      company: { code: 'MFR', currency: 'EUR' },
      document: {
        ...{ id: String(posted.id), number: posted.number, key: 'facts/post', caseId, kind: 'debit', state: 'posted' },
        ...{ net: '185', tax: '37', gross: '222', payable: '222', date: '2026-11-20', vendor: { code: 'V-1001' } },
        ...{ advancesApplied: false, creditedBy: [], cancelled: false, paymentBlocked: true },
      },
    });
    expect(before.periods.filter(({ open }) => open).length).toBeGreaterThan(0);
    expect(before.acts.map(({ duty }) => duty)).toContain('receipt');
    const credit = await reverse('facts/reverse', reversalDocument('facts/post', posted));
    const after = await factsOf(query);
    const creditedBy = [{ id: String(credit.id), number: credit.number }];
    expect(after.document).toMatchObject({ state: 'paid', payable: '0', gross: '222', creditedBy, cancelled: false });
    expect(after.versions[0]).toMatchObject({ kind: 'vendor-document', id: String(posted.id) });
    expect(after.versions[0]?.version).not.toBe(before.versions[0]?.version);
    expect(after.versions.slice(1)).toEqual(before.versions.slice(1));
  });
});

describe('what a reversal takes back', () => {
  it('is the same in the currency of the books, whatever the rate of its day', async () => {
    const account = running.erp.masters.accounts['MFR']?.['fees'];
    const line = { description: 'x', quantity: '3', unitPrice: '33.33', net: '99.99', taxes: [], account };
    const posted = await post(
      'usd/post',
      cleanInvoice(running.erp, 'USD-1', {
        ...{ currency: 'USD', invoiceDate: '2026-11-03', accountingDate: '2026-11-03', lines: [line] },
        expected: { untaxed: '99.99', tax: '0', total: '99.99' },
      }),
    );
    const credit = await reverse('usd/reverse', reversalDocument('usd/post', posted));
    expect(credit.move).toMatchObject({ debit: posted.move.debit, credit: posted.move.credit });
    expect(credit).toMatchObject({ state: 'paid', total: '-99.99' });
  });

  it('is a self-assessed tax as well, both halves', async () => {
    const order = running.erp.masters.orders['PO-2026-0004'];
    const line = { description: 'x', quantity: '200', unitPrice: '24.75', net: '4950.00', orderLine: order?.lines[0] };
    const posted = await post(
      'self/post',
      cleanInvoice(running.erp, 'PO-2026-0004', {
        vendor: running.erp.masters.vendors['V-1002'],
        lines: [{ ...line, taxes: [running.erp.masters.taxes['FR-K20-G']] }],
        expected: { untaxed: '4950.00', tax: '0.00', total: '4950.00' },
      }),
    );
    const credit = await reverse('self/reverse', reversalDocument('self/post', posted));
    expect(credit.taxes.map(({ amount }) => amount).sort()).toEqual(['-990.00', '990.00']);
    expect(credit.move).toMatchObject({ balanced: true, debit: '5940.00' });
  });

  it('can be a credit note: what it credited can be credited again, and no more', async () => {
    const boxes = (reference: string, quantity: number) => {
      const [net, tax] = [(64 * quantity).toFixed(2), (12.8 * quantity).toFixed(2)];
      const line = { description: 'toner', quantity: `-${quantity}`, unitPrice: '64.00', net: `-${net}` };
      return cleanInvoice(running.erp, reference, {
        reference,
        credits: running.erp.masters.invoices['V-1001/PL-2026-1042']?.id,
        lines: [
          {
            ...line,
            orderLine: running.erp.masters.orders['PO-2026-0011']?.lines[0],
            taxes: [running.erp.masters.taxes['FR-S20-G']],
          },
        ],
        expected: { untaxed: `-${net}`, tax: `-${tax}`, total: `-${(76.8 * quantity).toFixed(2)}` },
      });
    };
    const credit = await post('credit/post', boxes('CN-1', 10));
    await expect(post('credit/more', boxes('CN-2', 15))).rejects.toThrow(/^CREDIT_EXCEEDS_INVOICE: /);
    const back = await reverse('credit/reverse', reversalDocument('credit/post', credit));
    expect(back).toMatchObject({ kind: 'debit', total: '768.00', state: 'paid', amountToPay: '0.00' });
    await expect(post('credit/16', boxes('CN-3', 16))).rejects.toThrow(/^CREDIT_EXCEEDS_INVOICE: /);
    expect(await post('credit/15', boxes('CN-4', 15))).toMatchObject({ total: '-1152.00' });
  });
});

describe('ledger and Tryton', () => {
  const books = booksOf(async () => reader);
  const reconciled = () => reconcileBooks({ ...world.deps, books });

  it('say the same of a document that was reversed, and of its credit', async () => {
    await reconciled();
    const { command, digest, original } = await reversalSubject(running).freshWithOriginal();
    const credit = await reversalSubject(running).writer(PATIENT).post(command, digest);
    if (!isDocument(credit)) throw new Error('a credit is a document');
    const done = [
      { ...original, caseId: original.key.split('/')[0] ?? '' },
      { key: command.idempotencyKey, digest, document: credit, caseId: String(command.payload['caseId']) },
    ];
    for (const { caseId, key, digest, document } of done) {
      await world.run.append('intake', caseId, { entryKey: 'received', stage: 'received', body: {} });
      const body = { idempotencyKey: key, digest, document: { ...document }, deviations: [] };
      await world.run.append('gateway', caseId, { entryKey: 'effect/1/1/post/settled', stage: 'confirmed', body });
    }
    const [{ caseId = '' } = {}] = done;
    const body = { key: original.key, reversal: String(command.payload['caseId']) };
    await world.run.append('reopen', caseId, { entryKey: 'reversal/1', stage: 'reversal-requested', body });
    expect(await reconciled()).toMatchObject({
      ...{ documents: 2, found: [], failed: [], open: { ofCases: 0, outside: 0 } },
    });
    const now = await books.documentsOf(done.map(({ key }) => key));
    expect(now).toMatchObject([
      { id: original.document.id, state: 'paid', cancelled: false, changed: [] },
      { id: credit.id, state: 'paid', cancelled: false, changed: [], key: command.idempotencyKey },
    ]);
  });
});
