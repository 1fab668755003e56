import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ErpRole, type RunningErp, startErp } from '../../erp/start.ts';
import type { TrytonClient } from '../../lambdas/erp/tryton/client.ts';
import { erpDocument } from '../../lambdas/erp/tryton/post-invoice.ts';
import { Decimal } from '../../statemachines/kernel/decimal.ts';
import { byHandAt } from './by-hand.ts';
import { clientsOf } from './clean-invoice.ts';
import { type CreditLine, creditEntryDocument, creditFactsOf, creditNoteDocument } from './credit-documents.ts';

const PORT = 8226;
let erp: RunningErp;
let clients: Record<ErpRole, TrytonClient>;
beforeAll(async () => {
  erp = await startErp({ port: PORT });
  clients = clientsOf(erp);
}, 400_000);
afterAll(() => erp?.stop());

const run = (client: TrytonClient, method: string, ...args: unknown[]) =>
  client.call('countersign.command', method, ...args);
const answer = z.looseObject({ replayed: z.boolean(), id: z.int(), number: z.string() });
const post = async (key: string, document: object, digest = 'd') =>
  answer.parse(await run(clients.credit, 'post_credit', key, digest, document));
const factsOf = (query: object) => creditFactsOf(clients.reader, query);
const lookup = (key: string) => run(clients.reader, 'lookup', key);

/** Of a mixed invoice: 1200 at 20 %, 250 at 10 %, 84 at 5.5 %. */
const MIXED = ['C-2001', 'INV-MFR-2026-00008', '2026-11-04'] as const;
const PART: CreditLine[] = [[0, '-120.00', '-24.00']];
const note = (
  lines: readonly CreditLine[] = PART,
  changes: object = {},
  of = MIXED as readonly [string, string, string],
) => creditNoteDocument(erp, of, lines, changes);
const totals = (net: string, tax: string, gross: string, payable = gross) => ({ totals: { net, tax, gross, payable } });

describe('what is refused leaves nothing behind', () => {
  const refused: [string, () => object, string][] = [
    ['a stale version', () => note(PART, { versions: [stale('customer-document')] }), 'STALE_VERSION'],
    ['a closed period', () => ({ ...september(), postingDate: '2026-09-30' }), 'PERIOD_CLOSED: .*2026-09'],
    ['more than a line has', () => note([[1, '-250.01', '-25.00']]), 'CREDIT_EXCEEDS_INVOICE: .*250.00 and tax 25'],
    ['more tax than a line has', () => note([[1, '-250.00', '-25.01']]), 'CREDIT_EXCEEDS_INVOICE'],
    ['another rate than the original’s', () => note([[1, '-100.00', '-20.00']]), 'TOTALS_MISMATCH: .* at 10'],
    ['a line of another invoice', () => ({ ...note(), lines: otherLines() }), 'INVALID_DOCUMENT: lines.0.: no line'],
    ['a line twice', () => note([...PART, ...PART]), 'INVALID_DOCUMENT: lines.1.: .* twice'],
    [
      'another customer’s invoice',
      () => ({ ...note(), customer: erp.masters.customers['C-2002'] }),
      'INVALID_DOCUMENT: credits',
    ],
    ['a supplier’s invoice', () => ({ ...note(), credits: supplier() }), 'INVALID_DOCUMENT: credits'],
    [
      'a draft',
      () => ({ ...note(), credits: credits({ id: erp.masters.customerInvoices['C-2001/draft']?.id }) }),
      'NOT_POSTED',
    ],
    ['another number', () => ({ ...note(), credits: credits({ number: 'INV-1' }) }), 'ORIGINAL_DIFFERS: .* number'],
    [
      'another tax point',
      () => ({ ...note(), credits: credits({ taxPoint: '2026-11-05' }) }),
      'ORIGINAL_DIFFERS: .* tax point',
    ],
    ['another currency', () => ({ ...note(), currency: 'USD' }), 'ORIGINAL_DIFFERS: .* currency'],
    [
      'wrong totals',
      () => ({ ...note(), expected: expected('-121.00', '-24.00', '-145.00') }),
      'TOTALS_MISMATCH: untaxed',
    ],
    [
      'nothing payable though more is open',
      () => note(PART, totals('-120', '-24', '-144', '0')),
      'TOTALS_MISMATCH: payable',
    ],
    ['a part of a cent', () => ({ ...note([[0, '-0.005', '0']]) }), 'INVALID_DOCUMENT: .*minor unit'],
    ['a number instead of text', () => ({ ...note(), expected: expected(-120, -24, -144) }), 'INVALID_DOCUMENT'],
    ['a part that is not known', () => ({ ...note(), advances: [] }), 'INVALID_DOCUMENT: .*advances'],
    ['no incident', () => ({ ...note(), incident: '' }), 'INVALID_DOCUMENT: incident'],
    [
      'an unbalanced entry',
      () => ({ ...entry(), lines: sides('50.00', '49.99'), expected: plain('-49.99') }),
      'UNBALANCED_MOVE',
    ],
    [
      'an entry on another account',
      () => ({ ...entry(), lines: sides('50.00', '50.00', 'revenue') }),
      'INVALID_DOCUMENT: lines',
    ],
    [
      'an entry that takes from the customer',
      () => ({ ...entry(), lines: [{ debit: '50.00' }] }),
      'INVALID_DOCUMENT: lines',
    ],
    ['an entry with tax', () => ({ ...entry(), expected: { ...plain('-50.00'), tax: '-10.00' } }), 'TOTALS_MISMATCH'],
    ['an entry with other totals', () => ({ ...entry(), expected: plain('-49.00') }), 'TOTALS_MISMATCH'],
    ['an entry in a foreign currency', () => ({ ...entry(), currency: 'USD' }), 'INVALID_DOCUMENT: currency'],
    ['an entry in a closed period', () => ({ ...entry(), postingDate: '2026-09-30' }), 'PERIOD_CLOSED'],
    ['an entry for something else', () => ({ ...entry(), reason: 'refund' }), 'INVALID_DOCUMENT: reason'],
    ['neither of both', () => ({ ...entry(), as: 'invoice' }), 'INVALID_DOCUMENT: as'],
  ];
  const entry = () => creditEntryDocument(erp, 'C-2001', '50.00');
  const september = () => note(PART, {}, ['C-2002', 'INV-MFR-2026-00001', '2026-09-15']);
  const stale = (kind: string) => ({
    kind,
    id: String(erp.masters.customerInvoices[MIXED[1]]?.id),
    version: 'f'.repeat(64),
  });
  const credits = (changes: object) => ({ ...(note()['credits'] as object), ...changes });
  const supplier = () => credits({ id: erp.masters.invoices['V-1012/FB-2026-0912']?.id });
  const otherLines = () => note(PART, {}, ['C-2001', 'INV-MFR-2026-00012', '2026-11-06'])['lines'];
  const expected = (untaxed: unknown, tax: unknown, total: unknown) => ({ untaxed, tax, total, payable: total });
  const plain = (total: string) => expected(total, '0', total);
  const sides = (debit: string, credit: string, role = 'compensation') => [
    { account: erp.masters.accounts['MFR']?.[role], debit },
    { credit },
  ];
  it.each(refused)('%s', async (name, document, words) => {
    const before = await factsOf({ customer: 'C-2001', invoices: [MIXED[1]] });
    await expect(post(`refused/${name}`, document())).rejects.toThrow(new RegExp(`^${words}`));
    expect(await lookup(`refused/${name}`)).toBeNull();
    expect({ ...(await factsOf({ customer: 'C-2001', invoices: [MIXED[1]] })), readAt: before.readAt }).toEqual(before);
  });

  it('whoever has not the right to credit, and whoever credits has no other', async () => {
    for (const client of [clients.reader, clients.invoice, clients.steward, clients.purchase]) {
      await expect(run(client, 'post_credit', 'rights', 'd', note())).rejects.toThrow(/^ACCESS_DENIED: /);
    }
    await expect(run(clients.purchase, 'credit_facts', { fromDate: '2026-11-01' })).rejects.toThrow(/^ACCESS_DENIED: /);
    for (const method of ['post_invoice', 'reverse_invoice', 'change_party']) {
      await expect(run(clients.credit, method, 'rights', 'd', {})).rejects.toThrow(/^ACCESS_DENIED: /);
    }
    const read = clients.credit.call('countersign.service_contract', 'search', []);
    await expect(read).rejects.toThrow();
  });

  it('two credits one after the other that are more than the line', async () => {
    const of = ['C-2002', 'INV-MFR-2026-00004', '2026-10-06'] as const;
    await post('twice/1', note([[1, '-400.00', '-40.00']], {}, of));
    const again = post('twice/2', note([[1, '-200.01', '-20.00']], {}, of));
    await expect(again).rejects.toThrow(/^CREDIT_EXCEEDS_INVOICE: .*200\.00 and tax 20/);
    await post('twice/3', note([[1, '-200.00', '-20.00']], {}, of));
  });

  it('a credit beyond the invoice, where people have credited one line beyond itself', async () => {
    const of = ['C-2003', 'INV-MFR-2026-00003', '2026-10-05'] as const;
    await byHandAt(PORT, 'credit-line', String(erp.masters.customerInvoices[of[1]]?.id), '20000.00');
    const attempt = post('sum', note([[1, '-2400.00', '-480.00']], {}, of));
    await expect(attempt).rejects.toThrow(/^CREDIT_EXCEEDS_INVOICE: INV-MFR-2026-00003: 480/);
    await post('sum/left', note([[1, '-400.00', '-80.00']], {}, of));
  });
});

describe('a credit note', () => {
  it('credits lines of several rates, once, whoever repeats it how often at once', async () => {
    const before = await factsOf({ customer: 'C-2001', invoices: [MIXED[1]] });
    const versions = before.versions.map((version) => ({ ...version }));
    const lines: CreditLine[] = [
      [0, '-120.00', '-24.00'],
      [1, '-25.00', '-2.50'],
      [2, '-8.40', '-0.46'],
    ];
    const document = note(lines, { versions });
    const answers = await Promise.all(Array.from({ length: 4 }, () => post('mixed', document)));
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(answers.map(({ number }) => number)).size).toBe(1);
    const [credit] = answers;
    expect(credit).toMatchObject({ state: 'posted', credits: before.invoices[0] && Number(before.invoices[0].id) });
    expect(credit?.number).toMatch(/^CN-MFR-2026-\d{5}$/);
    expect(credit?.['taxes']).toMatchObject([{ amount: '-24.00' }, { amount: '-2.50' }, { amount: '-0.46' }]);
    expect(erpDocument(credit)).toMatchObject({
      ...{ net: '-153.40', tax: '-26.96', gross: '-180.36', payable: '-180.36', currency: 'EUR', balanced: true },
    });
    await expect(post('mixed', document, 'other')).rejects.toThrow(/^IDEMPOTENCY_KEY_REUSED: /);
    await expect(post('mixed/again', document)).rejects.toThrow(/^STALE_VERSION: /);

    const after = await factsOf({ customer: 'C-2001', invoices: [MIXED[1]] });
    expect(after.invoices[0]?.lines.map(({ credited }) => credited)).toEqual([
      { net: '120', tax: '24' },
      { net: '25', tax: '2.5' },
      { net: '8.4', tax: '0.46' },
    ]);
    expect(after.invoices[0]).toMatchObject({ state: 'posted', open: before.invoices[0]?.open });
    expect(moved(before, after)).toBe('-180.36');
    expect(after.credits.filter(({ id }) => id === String(credit?.id))).toEqual([
      {
        ...{ id: String(credit?.id), number: credit?.number, invoice: before.invoices[0]?.id, date: '2026-11-24' },
        ...{ caseId: `support-credits-${'c'.repeat(32)}`, incident: 'INC-4711', agent: 'support:nadia' },
        ...{ net: '153.4', gross: '180.36', currency: 'EUR' },
      },
    ]);
  });

  it('takes the rest of every line with the rest of its tax', async () => {
    const lines: CreditLine[] = [
      [0, '-1080.00', '-216.00'],
      [1, '-225.00', '-22.50'],
      [2, '-75.60', '-4.16'],
    ];
    const credit = await post('mixed/rest', note(lines));
    expect(erpDocument(credit)).toMatchObject({ net: '-1380.60', tax: '-242.66', balanced: true });
    const more = post('mixed/more', note([[0, '-0.01', '0']]));
    await expect(more).rejects.toThrow(/^CREDIT_EXCEEDS_INVOICE: /);
  });

  it('that clears all that is open is reconciled with it, and leaves nothing to pay', async () => {
    const of = ['C-2005', 'INV-MFR-2026-00006', '2026-10-08'] as const;
    const before = await factsOf({ customer: 'C-2005', invoices: [of[1]] });
    const cleared = totals('-850', '-170', '-1020', '0');
    const credit = await post('clears', note([[0, '-850.00', '-170.00']], cleared, of));
    expect(erpDocument(credit)).toMatchObject({ gross: '-1020.00', payable: '0.00', state: 'paid', balanced: true });
    const after = await factsOf({ customer: 'C-2005', invoices: [of[1]] });
    expect(after.invoices[0]).toMatchObject({ state: 'paid', open: '0' });
    expect(moved(before, after)).toBe('-1020');
  });

  it('has the cent of tax that rounding the whole invoice left to one line', async () => {
    const of = ['C-2001', 'INV-MFR-2026-00012', '2026-11-06'] as const;
    const [invoice] = (await factsOf({ customer: 'C-2001', invoices: [of[1]] })).invoices;
    expect(invoice).toMatchObject({ net: '66.66', tax: '13.33' });
    expect(invoice?.lines.map(({ tax }) => tax)).toEqual(['6.66', '6.67']);
    const lines = (invoice?.lines ?? []).map(({ net, tax }, n): CreditLine => [n, `-${net}`, `-${tax}`]);
    const credit = await post('cent', note(lines, totals('-66.66', '-13.33', '-79.99', '0'), of));
    expect(erpDocument(credit)).toMatchObject({ tax: '-13.33', payable: '0.00', state: 'paid' });
  });

  it('of a paid invoice, and of one without tax, stays open to the customer', async () => {
    const paid = await post('paid', note([[0, '-100', '-20']], {}, ['C-2001', 'INV-MFR-2026-00002', '2026-10-05']));
    expect(erpDocument(paid)).toMatchObject({ gross: '-120.00', payable: '-120.00', state: 'posted' });
    const abroad = await post('abroad', note([[0, '-650', '0']], {}, ['C-2004', 'INV-MFR-2026-00005', '2026-10-07']));
    expect(erpDocument(abroad)).toMatchObject({ tax: '0.00', gross: '-650.00', payable: '-650.00' });
  });
});

describe('an entry outside VAT', () => {
  it.each(['compensation', 'goodwill'] as const)('of %s is balanced, and lies on its account', async (reason) => {
    const before = await factsOf({ customer: 'C-2002' });
    const posted = await post(`entry/${reason}`, creditEntryDocument(erp, 'C-2002', '250.00', reason));
    expect(erpDocument(posted)).toMatchObject({
      ...{ net: '-250.00', tax: '0.00', gross: '-250.00', payable: '-250.00', state: 'posted', balanced: true },
    });
    const code = { compensation: '6711', goodwill: '6713' }[reason];
    expect(posted['move']).toMatchObject({ debit: '250.00', credit: '250.00' });
    expect(z.object({ lines: z.array(z.looseObject({ account: z.string() })) }).parse(posted['move']).lines).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ account: code, debit: '250.00' }),
        expect.objectContaining({ account: '4111', credit: '250.00' }),
      ]),
    );
    const after = await factsOf({ customer: 'C-2002' });
    expect(moved(before, after)).toBe('-250');
    const [found] = after.credits.filter(({ number }) => number === posted.number);
    expect(found).toMatchObject({ net: '250', gross: '250', incident: 'INC-4711', agent: 'support:nadia' });
    expect(found).not.toHaveProperty('invoice');
    expect(await lookup(`entry/${reason}`)).toMatchObject({ digest: 'd', result: { number: posted.number } });
    expect(await post(`entry/${reason}`, {})).toMatchObject({ replayed: true, number: posted.number });
  });

  it('stands in the books under its key, as the credit notes do', async () => {
    const found = await run(clients.reader, 'documents_of', ['entry/goodwill', 'mixed']);
    expect(found).toMatchObject([
      { key: 'mixed', kind: 'credit', total: '-180.36', cancelled: false, changed: [] },
      { key: 'entry/goodwill', kind: 'credit', total: '-250.00', cancelled: false, changed: [] },
    ]);
    const governed = z.object({ documents: z.array(z.object({ number: z.string() })) });
    const { documents } = governed.parse(await run(clients.reader, 'documents', 0, 500));
    expect(documents.filter(({ number }) => /^(INV|CN)-/.test(number))).toEqual([]);
  });
});

it('the books are balanced after all of it', async () => {
  expect(await byHandAt(PORT, 'balance')).toBe('0 unbalanced, 0.00 together');
});

const moved = (before: Facts, after: Facts) =>
  new Decimal(after.customer?.receivable ?? 0).minus(before.customer?.receivable ?? 0).toString();
type Facts = Awaited<ReturnType<typeof factsOf>>;
