import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type RunningErp, startErp } from '../../erp/start.ts';
import type { TrytonClient } from '../../lambdas/erp/tryton/client.ts';
import { cleanInvoice, clientsOf, readPosted } from './clean-invoice.ts';

let erp: RunningErp;
let clients: Record<'reader' | 'invoice' | 'purchase', TrytonClient>;
beforeAll(async () => {
  erp = await startErp({ port: 8152 });
  clients = clientsOf(erp);
}, 400_000);
afterAll(() => erp?.stop());

const run = (client: TrytonClient, method: string, ...args: unknown[]) =>
  client.call('countersign.command', method, ...args);
const post = async (key: string, document: unknown) =>
  readPosted(await run(clients.invoice, 'post_invoice', key, 'd', document));
const lookup = (key: string) => run(clients.reader, 'lookup', key);
const idOf = (name: string) => erp.masters.advances[name]?.id ?? 0;
const versionOf = async (id: number) => {
  const [token] = (await run(clients.reader, 'versions', [['advance', id]])) as { version: string }[];
  return token?.version;
};

const VAT = { 'V-1012': 'FR88902117647', 'V-1003': 'BE0412773602', 'V-1013': 'FR12419066287' };
const factsSchema = z.looseObject({ advances: z.array(z.looseObject({ id: z.int(), open: z.string() })) });
const advancesOf = async (vendor: keyof typeof VAT, companyVat = 'FR41823456710') => {
  const query = { companyVat, vendorVat: VAT[vendor], fromDate: '2025-11-24' };
  return factsSchema.parse(await run(clients.reader, 'invoice_facts', query)).advances;
};

interface Billed {
  readonly vendor: keyof typeof VAT;
  readonly order: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly tax: string;
  readonly expected: { readonly untaxed: string; readonly tax: string; readonly total: string };
}

const CHAIRS: Billed = {
  ...{ vendor: 'V-1012', order: 'PO-2026-0018', quantity: '20', unitPrice: '145.00', tax: 'FR-S20-G' },
  expected: { untaxed: '2900.00', tax: '580.00', total: '3480.00' },
};
const PALLETS: Billed = {
  ...{ vendor: 'V-1003', order: 'PO-2026-0014', quantity: '100', unitPrice: '13.10', tax: 'FR-K20-G' },
  expected: { untaxed: '1310.00', tax: '0.00', total: '1310.00' },
};
const SENSORS: Billed = {
  ...{ vendor: 'V-1013', order: 'PO-2026-0005', quantity: '50', unitPrice: '88.00', tax: 'FR-S20-G' },
  expected: { untaxed: '4400.00', tax: '880.00', total: '5280.00' },
};

/** The whole order billed, with changes to the document. */
function billed({ vendor, order, quantity, unitPrice, tax, expected }: Billed, changes: object = {}) {
  const line = { description: 'x', quantity, unitPrice, net: expected.untaxed, taxes: [erp.masters.taxes[tax]] };
  return cleanInvoice(erp, order, {
    vendor: erp.masters.vendors[vendor],
    lines: [{ ...line, orderLine: erp.masters.orders[order]?.lines[0] }],
    expected,
    ...changes,
  });
}

const CHAIR_ADVANCE = 'V-1012/FB-AC-2026-031';

describe('an advance that can’t be applied exactly is refused, and nothing is left behind', () => {
  const one = (name: string, amount: string) => ({ advances: [{ id: idOf(name), amount }] });
  const refused: [string, () => object, string][] = [
    ['less than what is open', () => billed(CHAIRS, one(CHAIR_ADVANCE, '1043.99')), 'ADVANCE_NOT_OPEN'],
    ['more than what is open', () => billed(CHAIRS, one(CHAIR_ADVANCE, '1044.01')), 'ADVANCE_NOT_OPEN'],
    ['nothing of it', () => billed(CHAIRS, one(CHAIR_ADVANCE, '0')), 'INVALID_DOCUMENT'],
    ['of another vendor', () => billed(PALLETS, one(CHAIR_ADVANCE, '1044.00')), 'INVALID_DOCUMENT'],
    ['of another company', () => billed(CHAIRS, { ...one(CHAIR_ADVANCE, '1044.00'), company: 2 }), 'INVALID_DOCUMENT'],
    [
      'in another currency',
      () => billed(SENSORS, { ...one('V-1013/AC-AV-2026-009', '880.00'), currency: 'EUR' }),
      'INVALID_DOCUMENT',
    ],
    [
      'twice in one invoice',
      () => {
        const [advance] = one(CHAIR_ADVANCE, '1044.00').advances;
        return billed(CHAIRS, { advances: [advance, advance] });
      },
      'INVALID_DOCUMENT',
    ],
    [
      'that is no advance but another line',
      () => billed(CHAIRS, { advances: [{ id: 1, amount: '1' }] }),
      'INVALID_DOCUMENT',
    ],
    ['that does not exist', () => billed(CHAIRS, { advances: [{ id: 999_999, amount: '1' }] }), 'INVALID_DOCUMENT'],
    [
      'beyond the invoice',
      () => {
        const line = { description: 'x', quantity: '1', unitPrice: '145.00', net: '145.00' };
        const lines = [{ ...line, taxes: [erp.masters.taxes['FR-S20-G']], product: erp.masters.products['P-CHAIR'] }];
        const expected = { untaxed: '145.00', tax: '29.00', total: '174.00' };
        return billed(CHAIRS, { ...one(CHAIR_ADVANCE, '1044.00'), lines, expected });
      },
      'ADVANCE_EXCEEDS_INVOICE',
    ],
    [
      'that leaves another amount to pay than the document says',
      () => billed(CHAIRS, { ...one(CHAIR_ADVANCE, '1044.00'), expected: { ...CHAIRS.expected, payable: '2436.01' } }),
      'TOTALS_MISMATCH',
    ],
    [
      'of another version',
      () =>
        billed(CHAIRS, {
          ...one(CHAIR_ADVANCE, '1044.00'),
          versions: [['advance', idOf(CHAIR_ADVANCE), 'f'.repeat(64)]],
        }),
      'STALE_VERSION',
    ],
  ];
  it.each(refused)('%s', async (name, document, code) => {
    const key = `refused/${name}`;
    const [advances, version] = [await advancesOf('V-1012'), await versionOf(idOf(CHAIR_ADVANCE))];
    await expect(post(key, document())).rejects.toThrow(new RegExp(`^${code}: `));
    expect(await lookup(key)).toBeNull();
    expect([await advancesOf('V-1012'), await versionOf(idOf(CHAIR_ADVANCE))]).toEqual([advances, version]);
  });
});

describe('facts about advances', () => {
  it('are those of this vendor and company only', async () => {
    expect(await advancesOf('V-1012', 'GB371458835')).toEqual([]);
    expect((await advancesOf('V-1013')).map(({ id }) => id)).toEqual([idOf('V-1013/AC-AV-2026-009')]);
  });

  it('say number, reference, order, currency and what is open', async () => {
    const { vendors, orders, advances } = erp.masters;
    expect(await advancesOf('V-1012')).toEqual([
      {
        ...{ id: idOf(CHAIR_ADVANCE), number: advances[CHAIR_ADVANCE]?.number, reference: 'FB-AC-2026-031' },
        ...{ company: erp.masters.companies['MFR'], vendor: vendors['V-1012'], order: orders['PO-2026-0018']?.id },
        ...{ currency: 'EUR', date: '2026-10-29', amount: '1044.00', open: '1044.00' },
        version: await versionOf(idOf(CHAIR_ADVANCE)),
      },
    ]);
  });
});

describe('an advance', () => {
  const document = () => {
    const advances = [{ id: idOf(CHAIR_ADVANCE), amount: '1044.00' }];
    return billed(CHAIRS, { advances, expected: { ...CHAIRS.expected, payable: '2436.00' } });
  };

  it('is taken off what is to be paid, in the invoice’s own entry, and is open no more', async () => {
    const before = await versionOf(idOf(CHAIR_ADVANCE));
    const posted = await post('applied', document());
    expect(posted).toMatchObject({ state: 'posted', total: '3480.00', payable: '3480.00', amountToPay: '2436.00' });
    expect(posted['advances']).toMatchObject([{ id: idOf(CHAIR_ADVANCE), amount: '1044.00' }]);
    const credits = posted.move.lines.filter(({ credit }) => credit !== '0.00');
    expect(credits.map(({ account, credit }) => [account, credit]).sort()).toEqual([
      ['4011', '2436.00'],
      ['4091', '1044.00'],
    ]);
    expect(posted.move).toMatchObject({ balanced: true, debit: '3480.00', credit: '3480.00' });
    expect(await advancesOf('V-1012')).toEqual([]);
    expect(await versionOf(idOf(CHAIR_ADVANCE))).not.toBe(before);
  });

  it('is applied once, though the command is repeated', async () => {
    const [first, second] = await Promise.all([post('applied', document()), post('applied', document())]);
    expect(first).toMatchObject({ replayed: true, amountToPay: '2436.00' });
    expect(second).toEqual(first);
  });

  it('that is used up is refused to every other invoice', async () => {
    const other = { ...document(), reference: 'OTHER' };
    await expect(post('used', other)).rejects.toThrow(/^ADVANCE_NOT_OPEN: .*0 of 1044\.00 is open/);
    expect(await lookup('used')).toBeNull();
  });

  it('blocks nothing but what is left to pay', async () => {
    const checked = readPosted(
      await run(
        clients.invoice,
        'check_invoice',
        billed(PALLETS, { advances: [{ id: idOf('V-1003/BL-AC-2026-004'), amount: '500.00' }], paymentBlocked: true }),
      ),
    );
    expect(checked.move.lines.filter(({ blocked }) => blocked)).toMatchObject([{ account: '4011', credit: '810.00' }]);
  });
});

it('several advances pay an invoice in full, and it is paid', async () => {
  const advances = [
    { id: idOf('V-1003/BL-AC-2026-004'), amount: '500.00' },
    { id: idOf('V-1003/BL-AC-2026-005'), amount: '810.00' },
  ];
  const posted = await post('in-full', billed(PALLETS, { advances }));
  expect(posted).toMatchObject({ state: 'paid', total: '1310.00', amountToPay: '0.00', move: { balanced: true } });
  expect(posted['advances']).toMatchObject(advances);
  expect(await advancesOf('V-1003')).toEqual([]);
});

it('two invoices want one advance at once, in a foreign currency: one gets it, whatever the rate of its day was', async () => {
  const advances = [{ id: idOf('V-1013/AC-AV-2026-009'), amount: '880.00' }];
  const expected = { untaxed: '2200.00', tax: '440.00', total: '2640.00' };
  const half = { ...SENSORS, quantity: '25', expected };
  const wanted = ['A', 'B'].map((reference) => billed(half, { reference, advances, currency: 'USD' }));
  const tries = await Promise.allSettled(wanted.map((document) => post(`race/${document.reference}`, document)));
  const posted = tries.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  expect(posted).toMatchObject([{ currency: 'USD', total: '2640.00', amountToPay: '1760.00', advances }]);
  expect(posted[0]?.move.balanced).toBe(true);
  const refused = tries.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason)] : []));
  expect(refused).toMatchObject([expect.stringContaining('ADVANCE_NOT_OPEN')]);
  expect(await advancesOf('V-1013')).toEqual([]);
});
