import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ErpRole, type RunningErp, startErp } from '../../erp/start.ts';
import type { TrytonClient } from '../../lambdas/erp/tryton/client.ts';
import { byHandAt } from './by-hand.ts';
import { cleanInvoice, clientsOf, readPosted } from './clean-invoice.ts';
import { reversalDocument } from './reversal-document.ts';

const PORT = 8170;
let erp: RunningErp;
let clients: Record<ErpRole, TrytonClient>;
beforeAll(async () => {
  erp = await startErp({ port: PORT });
  clients = clientsOf(erp);
}, 400_000);
afterAll(() => erp?.stop());

const byHand = (...args: string[]) => byHandAt(PORT, ...args);
const run = (client: TrytonClient, method: string, ...args: unknown[]) =>
  client.call('countersign.command', method, ...args);
const post = async (key: string, document: unknown) =>
  readPosted(await run(clients.invoice, 'post_invoice', key, 'd', document));
const reverse = async (key: string, document: unknown, digest = 'd') =>
  readPosted(await run(clients.invoice, 'reverse_invoice', key, digest, document));

const lookup = (key: string) => run(clients.reader, 'lookup', key);
const versionOf = async (kind: string, id: number | undefined) => {
  const [token] = (await run(clients.reader, 'versions', [[kind, id]])) as { version: string }[];
  return token?.version;
};
const ordersSchema = z.object({
  orders: z.array(z.object({ lines: z.array(z.object({ ordered: z.string(), invoiced: z.string() })) })),
});
const invoicedOf = async (order: string) => {
  const query = { companyVat: 'FR41823456710', orderNumbers: [order], fromDate: '2026-11-01' };
  const { orders } = ordersSchema.parse(await run(clients.reader, 'invoice_facts', query));
  return orders.flatMap(({ lines }) => lines.map(({ ordered, invoiced }) => [ordered, invoiced]));
};

describe('what is refused leaves nothing behind', () => {
  let posted: ReturnType<typeof readPosted>;
  beforeAll(async () => {
    posted = await post('refused/post', cleanInvoice(erp, 'PO-2026-0101'));
  });
  const refused: [string, (of: typeof posted) => object, string][] = [
    ['another key', (of) => ({ reverses: { ...meant(of), key: 'other' } }), 'ORIGINAL_DIFFERS: .* key'],
    ['another number', (of) => ({ reverses: { ...meant(of), number: 'BILL-1' } }), 'ORIGINAL_DIFFERS: .* number'],
    ['another company', () => ({ company: erp.masters.companies['MSL'] }), 'ORIGINAL_DIFFERS: .* company'],
    ['another currency', () => ({ currency: 'USD' }), 'ORIGINAL_DIFFERS: .* currency'],
    ['a document that is not there', (of) => ({ reverses: { ...meant(of), document: 999_999 } }), 'INVALID_DOCUMENT'],
    ['a part of it', () => ({ expected: { untaxed: '-100.00', tax: '-20.00', total: '-120.00' } }), 'TOTALS_MISMATCH'],
    ['the amounts as posted', ({ untaxed, tax, total }) => ({ expected: { untaxed, tax, total } }), 'TOTALS_MISMATCH'],
    ['a closed period', () => ({ postingDate: '2026-09-15' }), 'PERIOD_CLOSED: .*2026-09'],
    ['a stale version', (of) => ({ versions: [['vendor-document', of.id, 'f'.repeat(64)]] }), 'STALE_VERSION'],
    ['a number instead of text', () => ({ expected: { untaxed: -185, tax: -37, total: -222 } }), 'INVALID_DOCUMENT'],
    ['a part that is not known', () => ({ advances: [] }), 'INVALID_DOCUMENT'],
    ['no description', () => ({ description: '' }), 'INVALID_DOCUMENT'],
  ];
  const meant = (of: typeof posted) => ({ document: of.id, key: 'refused/post', number: of.number });
  it.each(refused)('%s', async (name, changes, words) => {
    const before = await versionOf('vendor-document', posted.id);
    const document = reversalDocument('refused/post', posted, changes(posted));
    await expect(reverse(`refused/${name}`, document)).rejects.toThrow(new RegExp(`^${words}`));
    expect(await lookup(`refused/${name}`)).toBeNull();
    expect(await versionOf('vendor-document', posted.id)).toBe(before);
  });

  it('whoever has not the right to post', async () => {
    for (const client of [clients.reader, clients.steward, clients.purchase]) {
      const attempt = run(client, 'reverse_invoice', 'rights', 'd', reversalDocument('refused/post', posted));
      await expect(attempt).rejects.toThrow(/^ACCESS_DENIED: /);
    }
    const facts = run(clients.purchase, 'posted_document', { company: 'MFR', document: posted.id });
    await expect(facts).rejects.toThrow(/^ACCESS_DENIED: /);
  });
});

describe('is refused once it', () => {
  const used: [string, string, (id: string) => Promise<unknown>, string][] = [
    ['is cancelled by hand', 'PO-2026-0103', (id) => byHand('cancel', id), 'ALREADY_REVERSED: .* cancelled'],
    ['is credited by hand', 'PO-2026-0104', (id) => byHand('credit', id), 'ALREADY_REVERSED: .* credited by SCN-'],
    ['is paid', 'PO-2026-0105', (id) => byHand('pay', id, '222.00'), 'PAID_OR_IN_PAYMENT: 0'],
    ['is paid in part', 'PO-2026-0106', (id) => byHand('pay', id, '22.00'), 'PAID_OR_IN_PAYMENT: 200.00 of 222.00'],
    ['is to be paid', 'PO-2026-0107', (id) => byHand('order-payment', id, '222.00'), 'PAID_OR_IN_PAYMENT: a payment'],
  ];
  it.each(used)('%s', async (name, order, use, words) => {
    const posted = await post(`used/${name}`, cleanInvoice(erp, order));
    const before = await versionOf('vendor-document', posted.id);
    await use(String(posted.id));
    expect(await versionOf('vendor-document', posted.id)).not.toBe(before);
    const attempt = reverse(`used/reverse/${name}`, reversalDocument(`used/${name}`, posted));
    await expect(attempt).rejects.toThrow(new RegExp(`^${words}`));
    expect(await lookup(`used/reverse/${name}`)).toBeNull();
  });

  it('has used an advance', async () => {
    const advance = erp.masters.advances['V-1012/FB-AC-2026-031'];
    const line = { description: 'x', quantity: '20', unitPrice: '145.00', net: '2900.00' };
    const document = cleanInvoice(erp, 'PO-2026-0018', {
      vendor: erp.masters.vendors['V-1012'],
      lines: [
        { ...line, taxes: [erp.masters.taxes['FR-S20-G']], orderLine: erp.masters.orders['PO-2026-0018']?.lines[0] },
      ],
      expected: { untaxed: '2900.00', tax: '580.00', total: '3480.00' },
      advances: [{ id: advance?.id, amount: '1044.00' }],
    });
    const posted = await post('advance/post', document);
    const attempt = reverse('advance/reverse', reversalDocument('advance/post', posted));
    await expect(attempt).rejects.toThrow(/^ADVANCES_APPLIED: /);
  });

  it('was never posted', async () => {
    const id = Number(await byHand('draft', 'HAND-DRAFT'));
    const posted = { ...(await post('draft/post', cleanInvoice(erp, 'PO-2026-0108'))), id };
    await expect(reverse('draft/reverse', reversalDocument('draft/post', posted))).rejects.toThrow(/^NOT_POSTED: /);
  });
});

describe('a key', () => {
  it('reverses once, whoever repeats it how often at once', async () => {
    const posted = await post('key/post', cleanInvoice(erp, 'PO-2026-0109'));
    const document = reversalDocument('key/post', posted);
    const answers = await Promise.all(Array.from({ length: 6 }, () => reverse('key/once', document)));
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(answers.map(({ number }) => number)).size).toBe(1);
    await expect(reverse('key/once', document, 'other')).rejects.toThrow(/^IDEMPOTENCY_KEY_REUSED: /);
    const twice = reverse('key/other', document);
    await expect(twice).rejects.toThrow(new RegExp(`^ALREADY_REVERSED: .*${answers[0]?.number}`));
    const itself = reverse('key/itself', reversalDocument('key/once', answers[0] ?? posted));
    await expect(itself).rejects.toThrow(/^PAID_OR_IN_PAYMENT: /);
  });
});

describe('a reversal', () => {
  it('credits the whole document, and nothing is payable of either', async () => {
    const posted = await post('whole/post', cleanInvoice(erp, 'PO-2026-0110', { paymentBlocked: true }));
    const credit = await reverse('whole/reverse', reversalDocument('whole/post', posted));
    expect(credit).toMatchObject({
      ...{ replayed: false, state: 'paid', kind: 'credit', credits: posted.id, amountToPay: '0.00' },
      ...{ untaxed: '-185.00', tax: '-37.00', total: '-222.00', accountingDate: '2026-11-24' },
      move: { balanced: true, date: '2026-11-24' },
    });
    expect(credit.number).toMatch(/^SCN-MFR-2026-\d{5}$/);
    const original = await run(clients.reader, 'read_invoice', posted.id);
    expect(original).toMatchObject({ state: 'paid', amountToPay: '0.00', total: '222.00' });
    expect(await byHand('copy', String(credit.id))).toBe('(None, False)');
  });

  it('gives the order back what was invoiced of it, so that the same invoice can be posted again', async () => {
    const posted = await post('again/post', cleanInvoice(erp, 'PO-2026-0111'));
    expect(await invoicedOf('PO-2026-0111')).toEqual([['10', '10']]);
    const again = () => post('again/again', cleanInvoice(erp, 'PO-2026-0111'));
    await expect(again()).rejects.toThrow(/^DUPLICATE_SUPPLIER_REFERENCE: /);
    await reverse('again/reverse', reversalDocument('again/post', posted));
    expect(await invoicedOf('PO-2026-0111')).toEqual([['10', '0']]);
    expect(await again()).toMatchObject({ state: 'posted', amountToPay: '222.00' });
    expect(await invoicedOf('PO-2026-0111')).toEqual([['10', '10']]);
  });

  it('takes back a tax that was put right, and a rounding, to the cent', async () => {
    const changes = {
      expected: { untaxed: '185.00', tax: '37.02', total: '222.02' },
      taxDifferenceLimit: '0.05',
      rounding: { amount: '-0.02' },
    };
    const posted = await post('cent/post', cleanInvoice(erp, 'PO-2026-0112', changes));
    const credit = await reverse('cent/reverse', reversalDocument('cent/post', posted));
    expect(credit).toMatchObject({
      tax: '-37.02',
      total: '-222.02',
      rounding: '0.02',
      payable: '-222.00',
      state: 'paid',
    });
  });
});
