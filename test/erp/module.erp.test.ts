import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningErp, startErp } from '../../erp/start.ts';
import type { TrytonClient } from '../../lambdas/erp/tryton/client.ts';
import { cleanInvoice, clientsOf, readPosted } from './clean-invoice.ts';

let erp: RunningErp;
let clients: Record<'reader' | 'invoice' | 'purchase', TrytonClient>;
beforeAll(async () => {
  erp = await startErp({ port: 8150 });
  clients = clientsOf(erp);
}, 400_000);
afterAll(() => erp?.stop());

const run = (client: TrytonClient, method: string, ...args: unknown[]) =>
  client.call('countersign.command', method, ...args);
const post = async (key: string, digest: string, document: unknown) =>
  readPosted(await run(clients.invoice, 'post_invoice', key, digest, document));
const lookup = (key: string) => run(clients.reader, 'lookup', key);
const versionOf = async (kind: string, id: number | undefined) => {
  const [token] = (await run(clients.reader, 'versions', [[kind, id]])) as { version: string }[];
  return token?.version;
};

describe('what is refused leaves nothing behind', () => {
  const refused: [string, object, string][] = [
    ['a total that differs', { expected: { untaxed: '185.00', tax: '37.01', total: '222.01' } }, 'TOTALS_MISMATCH'],
    [
      'a tax difference beyond the limit',
      { expected: { untaxed: '185.00', tax: '37.06', total: '222.06' }, taxDifferenceLimit: '0.05' },
      'TOTALS_MISMATCH',
    ],
    ['a closed period', { accountingDate: '2026-09-15' }, 'PERIOD_CLOSED'],
    ['a reference that is posted, written otherwise', { reference: 'pl 2026/1042' }, 'DUPLICATE_SUPPLIER_REFERENCE'],
    ['a stale version', { versions: [['vendor', 3, 'f'.repeat(64)]] }, 'STALE_VERSION'],
    ['an unknown vendor', { vendor: 999_999 }, 'INVALID_DOCUMENT'],
    ['an order of another vendor', { vendor: 14 }, 'INVALID_DOCUMENT'],
    ['a number instead of text', { expected: { untaxed: 185, tax: 37, total: 222 } }, 'INVALID_DOCUMENT'],
    ['a part that is not known', { iban: 'FR7614508002000007163041592' }, 'INVALID_DOCUMENT'],
    ['no lines', { lines: [] }, 'INVALID_DOCUMENT'],
  ];
  it.each(refused)('%s', async (name, changes, code) => {
    const key = `refused/${name}`;
    const document = cleanInvoice(erp, 'PO-2026-0101', changes);
    await expect(post(key, 'd', document)).rejects.toThrow(new RegExp(`^${code}: `));
    expect(await lookup(key)).toBeNull();
  });

  it('an order whose quantities stand as before', async () => {
    const before = await versionOf('order', erp.masters.orders['PO-2026-0101']?.id);
    const wrong = cleanInvoice(erp, 'PO-2026-0101', { expected: { untaxed: '185.00', tax: '0', total: '185.00' } });
    await expect(post('refused/order', 'd', wrong)).rejects.toThrow('TOTALS_MISMATCH');
    expect(await versionOf('order', erp.masters.orders['PO-2026-0101']?.id)).toBe(before);
  });

  it('a dry run', async () => {
    const checked = await run(clients.invoice, 'check_invoice', cleanInvoice(erp, 'PO-2026-0101'));
    expect(readPosted(checked).total).toBe('222.00');
    expect(await run(clients.invoice, 'check_invoice', cleanInvoice(erp, 'PO-2026-0101'))).toEqual(checked);
  });
});

describe('a key', () => {
  it('posts once, whoever repeats it how often at once (T11)', async () => {
    const document = cleanInvoice(erp, 'PO-2026-0102');
    const answers = await Promise.all(Array.from({ length: 6 }, () => post('key/once', 'digest', document)));
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(answers.map(({ number }) => number)).size).toBe(1);
    expect(await lookup('key/once')).toMatchObject({ digest: 'digest', result: { number: answers[0]?.number } });
  });

  it('refuses another digest, and the first posting stands (T12)', async () => {
    const other = cleanInvoice(erp, 'PO-2026-0102', { reference: 'OTHER' });
    await expect(post('key/once', 'other', other)).rejects.toThrow(/^IDEMPOTENCY_KEY_REUSED: /);
    expect(await lookup('key/once')).toMatchObject({ digest: 'digest' });
  });

  it('never shares a number with another, posted at the same time', async () => {
    const orders = ['PO-2026-0103', 'PO-2026-0104', 'PO-2026-0105', 'PO-2026-0106'];
    const posted = await Promise.all(orders.map((order) => post(`key/${order}`, 'd', cleanInvoice(erp, order))));
    expect(new Set(posted.map(({ number }) => number)).size).toBe(orders.length);
  });
});

describe('a posting', () => {
  it('is balanced, read back, and counted on the order', async () => {
    const order = erp.masters.orders['PO-2026-0107']?.id;
    const before = await versionOf('order', order);
    const query = { companyVat: 'FR41823456710', orderNumbers: ['PO-2026-0107'], fromDate: '2026-11-01' };
    const actsOn = async () => ((await run(clients.reader, 'invoice_facts', query)) as { acts: unknown[] }).acts;
    const acts = await actsOn();
    const posted = await post('post/clean', 'd', cleanInvoice(erp, 'PO-2026-0107'));
    expect(posted).toMatchObject({ replayed: false, state: 'posted', kind: 'debit', untaxed: '185.00', tax: '37.00' });
    expect(posted.number).toMatch(/^BILL-MFR-2026-\d{5}$/);
    expect(posted.move).toMatchObject({ balanced: true, debit: '222.00', credit: '222.00' });
    expect(await versionOf('order', order)).not.toBe(before);
    expect(acts).toHaveLength(3);
    expect(await actsOn()).toEqual(acts);
  });

  it('corrects the tax within the limit, rounds the payable amount, and blocks the payment', async () => {
    const changes = {
      expected: { untaxed: '185.00', tax: '37.02', total: '222.02' },
      taxDifferenceLimit: '0.05',
      rounding: { amount: '-0.02' },
      paymentBlocked: true,
    };
    const posted = await post('post/rounded', 'd', cleanInvoice(erp, 'PO-2026-0108', changes));
    expect(posted).toMatchObject({ tax: '37.02', total: '222.02', rounding: '-0.02', payable: '222.00' });
    const blocked = posted.move.lines.filter((line) => line.blocked);
    expect(blocked.map(({ account, credit }) => [account, credit])).toEqual([['4011', '222.00']]);
  });

  it('self-assesses the tax of an intra-community purchase: a pair, net zero', async () => {
    const order = erp.masters.orders['PO-2026-0004'];
    const line = { description: 'x', quantity: '200', unitPrice: '24.75', net: '4950.00', orderLine: order?.lines[0] };
    const posted = await post(
      'post/reverse-charge',
      'd',
      cleanInvoice(erp, 'PO-2026-0004', {
        vendor: erp.masters.vendors['V-1002'],
        lines: [{ ...line, taxes: [erp.masters.taxes['FR-K20-G']] }],
        expected: { untaxed: '4950.00', tax: '0.00', total: '4950.00' },
      }),
    );
    expect(posted.taxes.map(({ amount }) => amount).sort()).toEqual(['-990.00', '990.00']);
    expect(posted.move).toMatchObject({ balanced: true, debit: '5940.00' });
  });

  it('books a net that price times quantity does not give', async () => {
    const line = {
      description: 'x',
      quantity: '3',
      unitPrice: '33.33',
      net: '100.00',
      account: erp.masters.accounts['MFR']?.['fees'],
    };
    const changes = {
      lines: [{ ...line, taxes: [erp.masters.taxes['FR-S20-S']] }],
      expected: { untaxed: '100.00', tax: '20.00', total: '120.00' },
    };
    const posted = await post('post/net', 'd', cleanInvoice(erp, 'no order', changes));
    expect(posted).toMatchObject({ untaxed: '100.00', total: '120.00' });
  });
});

describe('a credit note', () => {
  const credit = (reference: string, quantity: number) => {
    const net = (64 * quantity).toFixed(2);
    const tax = (64 * quantity * 0.2).toFixed(2);
    const order = erp.masters.orders['PO-2026-0011']?.lines[0];
    const line = {
      description: 'toner',
      quantity: `-${quantity}`,
      unitPrice: '64.00',
      net: `-${net}`,
      orderLine: order,
    };
    return cleanInvoice(erp, reference, {
      reference,
      credits: erp.masters.invoices['V-1001/PL-2026-1042']?.id,
      lines: [{ ...line, taxes: [erp.masters.taxes['FR-S20-G']] }],
      expected: { untaxed: `-${net}`, tax: `-${tax}`, total: `-${(Number(net) + Number(tax)).toFixed(2)}` },
    });
  };

  it('has a number of its own sequence, and never exceeds what is uncredited', async () => {
    const posted = await post('credit/1', 'd', credit('CN-1', 10));
    expect(posted).toMatchObject({ kind: 'credit', total: '-768.00', move: { balanced: true } });
    expect(posted.number).toMatch(/^SCN-MFR-2026-\d{5}$/);
    await expect(post('credit/2', 'd', credit('CN-2', 6))).rejects.toThrow(
      /^CREDIT_EXCEEDS_INVOICE: .*384\.00 is left/,
    );
    expect((await post('credit/3', 'd', credit('CN-3', 5))).total).toBe('-384.00');
  });
});

describe('a service user', () => {
  it('without the right posts nothing', async () => {
    for (const client of [clients.reader, clients.purchase]) {
      const attempt = run(client, 'post_invoice', 'rights/1', 'd', cleanInvoice(erp, 'PO-2026-0110'));
      await expect(attempt).rejects.toThrow(/^ACCESS_DENIED: /);
    }
    await expect(run(clients.purchase, 'lookup', 'key/once')).rejects.toThrow(/^ACCESS_DENIED: /);
    expect(await lookup('rights/1')).toBeNull();
  });

  it.each([
    'account.invoice',
    'account.move',
    'purchase.purchase',
    'party.party',
    'bank.account',
    'ir.sequence',
    'res.user',
  ])('of ours writes no %s, not even with the right to post', async (model) => {
    for (const client of [clients.reader, clients.invoice]) {
      await expect(client.call(model, 'write', [1], { active: false })).rejects.toThrow(/not allowed/);
    }
  });

  it('neither writes nor forges a command record', async () => {
    await expect(clients.invoice.call('countersign.command', 'create', [{ key: 'x' }])).rejects.toThrow('403');
  });

  it('for orders reaches orders, those for invoices do not', async () => {
    const [domain, order] = [[['number', '=', 'PO-2026-0110']], erp.masters.orders['PO-2026-0110']?.id];
    expect(await clients.purchase.call('purchase.purchase', 'search', domain, 0, null, null)).toEqual([order]);
    await expect(clients.invoice.call('purchase.purchase', 'confirm', [order])).rejects.toThrow(/not allowed/);
    await expect(clients.reader.call('purchase.purchase', 'search', domain, 0, null, null)).rejects.toThrow(
      /not allowed/,
    );
  });
});
