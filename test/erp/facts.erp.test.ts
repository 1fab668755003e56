import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningErp, startErp } from '../../erp/start.ts';
import type { TrytonClient } from '../../lambdas/erp/tryton/client.ts';
import { clientsOf } from './clean-invoice.ts';

let erp: RunningErp;
let reader: TrytonClient;
let purchase: TrytonClient;
beforeAll(async () => {
  erp = await startErp({ port: 8149 });
  ({ reader, purchase } = clientsOf(erp));
}, 400_000);
afterAll(() => erp?.stop());

type Entry = Record<string, unknown>;
type Facts = Record<'companies' | 'vendors' | 'orders' | 'invoices' | 'periods' | 'taxes' | 'rates' | 'acts', Entry[]>;

const facts = async (query: object) =>
  (await reader.call('countersign.command', 'invoice_facts', { fromDate: '2025-11-24', ...query })) as Facts;
const codes = (entries: Entry[]) => entries.map(({ code }) => code);

describe('identifiers', () => {
  it('find nobody when they are unknown, a look-alike or of another scheme', async () => {
    const strangers = [
      { vendorVat: 'FR34804571131' },
      { vendorVat: 'DE13654789' },
      { vendorIdentifiers: [{ scheme: '0106', id: '512340985' }] },
      {},
    ];
    for (const query of strangers) expect((await facts(query)).vendors).toEqual([]);
  });

  it.each([
    [{ vendorVat: 'de 136.547.899' }, ['V-1009']],
    [{ vendorIdentifiers: [{ scheme: '9930', id: 'DE274188305' }] }, ['V-1010']],
    [{ vendorIdentifiers: [{ scheme: null, id: '63124587' }] }, ['V-1004']],
    [{ vendorVat: 'GB371458877' }, ['V-1006']],
    [{ vendorVat: 'FR58512340985', vendorIdentifiers: [{ scheme: '0002', id: '902117647' }] }, ['V-1001', 'V-1012']],
  ])('%j find %j', async (query, expected) => {
    expect(codes((await facts(query)).vendors)).toEqual(expected);
  });

  it('of a buyer that is none of ours find no company, and no books are shown', async () => {
    const found = await facts({ companyVat: 'FR58512340985', vendorVat: 'FR58512340985' });
    expect([found.companies, found.invoices, found.periods, found.taxes]).toEqual([[], [], [], []]);
  });
});

describe('facts of a vendor', () => {
  it('show hold, assignment and accounts', async () => {
    const [held] = (await facts({ vendorVat: 'FR06433817657' })).vendors;
    expect(held).toMatchObject({ code: 'V-1008', hold: true, accounts: [{ type: 'iban', active: true }] });
    const [assigned] = (await facts({ vendorVat: 'FR31791204530' })).vendors;
    expect(assigned).toMatchObject({
      hold: false,
      assignments: [{ payee: { code: 'F-2001' }, account: 'FR7616958000010004581320713', validTo: null }],
    });
  });

  it('tell whom it is related to, its group with what the group billed, and how long accounts and phones stand', async () => {
    const [related] = (await facts({ vendorVat: 'IT04125630964' })).vendors;
    expect(related).toMatchObject({
      code: 'V-1005',
      relatedParty: true,
      legalSettlement: false,
      group: [],
      phones: [],
    });
    const [settled] = (await facts({ vendorIdentifiers: [{ scheme: 'ein', id: '472931168' }] })).vendors;
    expect(settled).toMatchObject({ code: 'V-1007', relatedParty: false, legalSettlement: true });
    const one = await facts({ companyVat: 'FR41823456710', vendorVat: 'DE136547899' });
    expect(one.vendors).toMatchObject([{ code: 'V-1009', group: [erp.masters.vendors['V-1010']] }]);
    expect(one.invoices).toMatchObject([{ reference: 'NES-26-001', vendor: erp.masters.vendors['V-1010'] }]);
    const [vendor] = (await facts({ vendorVat: 'FR58512340985' })).vendors;
    expect(vendor).toMatchObject({
      accounts: [{ since: '2025-06-01' }],
      phones: [{ unchangedSince: '2025-06-01' }, { number: '+33 4 65 71 01 90', unchangedSince: '2026-11-19' }],
    });
  });

  it('are of the version that the gateway reads later, what is no longer used included', async () => {
    const siren = [['code', '=', '419066287']];
    const identifiers = await purchase.call('party.identifier', 'search', siren, 0, null, null);
    await purchase.call('party.identifier', 'write', identifiers, { active: false });
    const { vendors } = await facts({ vendorVat: 'FR12419066287' });
    expect(vendors).toMatchObject([{ code: 'V-1013' }]);
    const pairs = vendors.map(({ id }) => ['vendor', id]);
    const read = (await reader.call('countersign.command', 'versions', pairs)) as Entry[];
    expect(read.map(({ version }) => version)).toEqual(vendors.map(({ version }) => version));
  });
});

describe('acts', () => {
  const actsOf = async (vendorVat: string, orderNumbers: string[], companyVat = 'FR41823456710') =>
    (await facts({ companyVat, vendorVat, orderNumbers })).acts.map(({ duty, by, to }) => `${duty} ${by} ${to}`);

  it('name who changed the vendor, and who requested, approved and received the order', async () => {
    const held = erp.masters.vendors['V-1008'];
    expect(await actsOf('FR06433817657', ['PO-2026-0003', 'PO-2026-0008'])).toEqual([
      'order-approval dimitri order PO-2026-0008',
      'order-approval samir order PO-2026-0003',
      'receipt tom order PO-2026-0003',
      'receipt tom order PO-2026-0008',
      'requisition bruno order PO-2026-0008',
      'requisition chloe order PO-2026-0003',
      `vendor-master-change admin vendor ${held}`,
      `vendor-master-change dimitri vendor ${held}`,
    ]);
  });

  it('name users who are no employees of the company, and nobody for what was not received', async () => {
    const [approval, receipt] = await actsOf('GB371458877', ['PB-2026-0001'], 'GB371458835');
    expect([approval, receipt]).toEqual(['order-approval samir order PB-2026-0001', 'receipt tom order PB-2026-0001']);
    const services = await actsOf('NL814623712B01', ['PO-2026-0015']);
    expect(services.filter((act) => act.startsWith('receipt'))).toEqual([]);
  });
});

describe('acts are not rewritten', () => {
  const actsOn = async (number: string) =>
    (await facts({ companyVat: 'FR41823456710', orderNumbers: [number] })).acts.map(({ duty, by }) => `${duty} ${by}`);
  const made = ['order-approval samir', 'receipt tom', 'requisition lea'];

  it('by whoever may order: nothing is confirmed twice, and nobody writes who did it', async () => {
    const id = erp.masters.orders['PO-2026-0111']?.id;
    await expect(purchase.call('purchase.purchase', 'confirm', [id])).rejects.toThrow(/can not call/);
    const forged = purchase.call('purchase.purchase', 'write', [id], { countersign_done_by: 1 });
    await expect(forged).rejects.toThrow(/not allowed/);
    expect(await actsOn('PO-2026-0111')).toEqual(made);
  });

  it('by a change of something else: a phone counts as new, the account does not', async () => {
    const query = { vendorVat: 'FR31791204530' };
    const [before] = (await facts(query)).vendors;
    const phones = (before?.['phones'] ?? []) as Entry[];
    await purchase.call(
      'party.contact_mechanism',
      'write',
      phones.map(({ id }) => id),
      { value: '+33 3 53 01 05 99' },
    );
    const { vendors, acts } = await facts(query);
    expect(vendors).toMatchObject([{ phones: [{ number: '+33 3 53 01 05 99' }], accounts: [{ since: '2025-06-01' }] }]);
    expect(vendors[0]?.['phones']).not.toMatchObject([{ unchangedSince: '2025-06-01' }]);
    expect(vendors[0]?.['version']).not.toBe(before?.['version']);
    expect(acts.map(({ by }) => by)).toEqual(['admin', erp.users.purchase.login]);
  });
});

describe('facts of an order', () => {
  const query = { companyVat: 'FR41823456710', vendorVat: 'FR88902117647' };

  it('show ordered, received and invoiced apart', async () => {
    const { orders } = await facts({
      ...query,
      orderNumbers: ['PO-2026-0002', 'PO-2026-0010', 'PO-2026-0015', 'PB-2026-0001'],
    });
    const lines = orders.map(({ number, lines: all }) => {
      const [line] = all as Entry[];
      return [number, line?.['ordered'], line?.['received'], line?.['invoiced']];
    });
    expect(lines).toEqual([
      ['PO-2026-0002', '30', '18', '0'],
      ['PO-2026-0010', '8', '8', '8'],
      ['PO-2026-0015', '5000', null, '0'],
    ]);
  });

  it('come with the earlier invoices from a date on, and a credited one whatever its date', async () => {
    const late = { ...query, fromDate: '2026-10-21' };
    const references = (found: Facts) => found.invoices.map(({ reference }) => reference);
    expect(references(await facts(late))).toEqual(['FB-2026-0958']);
    expect(references(await facts({ ...late, creditedReferences: ['FB-2026-0912'] }))).toEqual([
      'FB-2026-0912',
      'FB-2026-0958',
    ]);
  });
});

describe('facts of a company', () => {
  it('show which periods are open, the taxes by code and the dated rates', async () => {
    const found = await facts({ companyVat: 'FR41823456710' });
    const open = found.periods.filter(({ state }) => state === 'open').map(({ name }) => name);
    expect(open.slice(0, 4)).toEqual(['2026-10', '2026-11', '2026-12', '2027-01']);
    expect(open).toHaveLength(15);
    expect(found.taxes.find(({ code }) => code === 'FR-K20-G')).toMatchObject({
      rate: '20',
      categories: ['K'],
      selfAssessed: true,
    });
    expect(found.taxes.find(({ code }) => code === 'FR-S055-G')).toMatchObject({ rate: '5.5', selfAssessed: false });
    expect(found.rates).toContainEqual({ currency: 'USD', date: '2026-11-20', rate: '1.0833' });
  });

  it('are the same when asked again: reading changes nothing', async () => {
    const query = { companyVat: 'GB371458835', vendorVat: 'GB371458877', orderNumbers: ['PB-2026-0001'] };
    expect(await facts(query)).toEqual(await facts(query));
  });
});
