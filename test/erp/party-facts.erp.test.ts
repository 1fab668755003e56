import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningErp, startErp } from '../../erp/start.ts';
import { cleanInvoice } from './clean-invoice.ts';
import { FREE, stewarding } from './stewarding.ts';

let erp: RunningErp;
let at: ReturnType<typeof stewarding>;
beforeAll(async () => {
  erp = await startErp({ port: 8158 });
  at = stewarding(erp);
}, 400_000);
afterAll(() => erp?.stop());

const why = async (code: string, more: object = {}) => {
  const { parties } = await at.factsOf(code, more);
  return Object.fromEntries(parties.map(({ code: of, matchedBy }) => [of, matchedBy.join(' ')]));
};
const versionsOf = (...pairs: [string, number][]) => at.call('reader', 'versions', pairs);

describe('whoever may be the same party', () => {
  it('is nobody where nothing is the same, and the party meant where only the code is', async () => {
    expect(await why('V-9999')).toEqual({});
    expect(await why('V-9999', { name: '', taxId: 'FR59512340985', ibans: [FREE.first] })).toEqual({});
    expect(await why('V-1003')).toEqual({ 'V-1003': 'account code identifier name tax-id' });
  });

  it('is found by tax id and account however they are written, and by no part of a name', async () => {
    expect(await why('V-1003', { taxId: 'fr 06.433.817.657' })).toMatchObject({ 'V-1008': 'tax-id' });
    expect(await why('V-1003', { ibans: ['DE49 3704 0044 0532 0139 14'] })).toMatchObject({ 'V-1002': 'account' });
    expect(Object.keys(await why('V-1003', { name: 'Rheintal' }))).toEqual(['V-1003']);
  });

  it('is found by its name without its legal form, accents and punctuation, even if it is no longer used', async () => {
    await at.record('party.party', { name: 'PAPETERIE-LUMIERE (S.A.R.L.)', code: 'V-TWIN', active: false });
    expect(await why('V-1001')).toMatchObject({ 'V-TWIN': 'name' });
    expect(await why('V-9999', { name: 'Papeterie Lumiere' })).toEqual({ 'V-1001': 'name', 'V-TWIN': 'name' });
    const { parties } = await at.factsOf('V-1001');
    expect(parties.find(({ code }) => code === 'V-TWIN')).toMatchObject({ active: false, roles: [], accounts: [] });
  });

  it('is found by an identifier or an account of the party meant', async () => {
    const [siren] = (await at.party('V-1001')).identifiers.filter(({ scheme }) => scheme === '0088');
    const identifiers = [['create', [{ type: 'icd_0088', code: siren?.id }]]];
    await at.record('party.party', { name: 'Somebody', code: 'V-GLN', identifiers });
    expect(await why('V-1001')).toMatchObject({ 'V-GLN': 'identifier' });
  });
});

describe('a party', () => {
  it('comes with what a steward must see, and its role', async () => {
    expect(await at.party('V-1008')).toMatchObject({ hold: true, active: true, roles: ['vendor'], country: 'FR' });
    const party = await at.party('V-1001');
    expect(party).toMatchObject({
      taxId: 'FR58512340985',
      identifiers: expect.arrayContaining([{ scheme: '0002', id: '512340985' }]),
    });
    expect(party.phones.map(({ unchangedSince }) => unchangedSince)).toEqual(['2025-06-01', '2026-11-19']);
    expect(party.accounts).toMatchObject([{ active: true, since: '2025-06-01' }]);
  });

  it('is read the same again, and by the version that the gateway reads', async () => {
    const facts = await at.factsOf('V-1001');
    const { readAt: _, ...again } = await at.factsOf('V-1001');
    expect(facts).toMatchObject(again);
    const pairs = facts.versions.map(({ kind, id }): [string, number] => [kind, Number(id)]);
    expect(await versionsOf(...pairs)).toEqual(facts.versions.map((each) => ({ ...each, id: Number(each.id) })));
  });

  it('has another version once a phone is another, and the same one when only its street is', async () => {
    const before = await at.party('V-1009');
    const addresses = await at.clients.purchase.call(
      'party.address',
      'search',
      [['party', '=', Number(before.id)]],
      0,
      null,
      null,
    );
    await at.clients.purchase.call('party.address', 'write', addresses, { street: 'Elsewhere 1' });
    expect((await at.party('V-1009')).version).toBe(before.version);
    await at.record('party.contact_mechanism', { party: Number(before.id), type: 'phone', value: '+49 30 1234567' });
    expect((await at.party('V-1009')).version).not.toBe(before.version);
  });
});

describe('who changed the party meant', () => {
  it('is a person, who stays named after a change of ours; our user is never named', async () => {
    const id = Number(at.idOf('V-1013'));
    await at.clients.purchase.call('party.party', 'write', [id], { name: 'Written by Hand SAS' });
    const before = (await at.factsOf('V-1013')).acts;
    expect(before.map(({ by, to, duty }) => [by, to, duty])).toContainEqual([
      `erp:${erp.users.purchase.login}`,
      `party ${id}`,
      'vendor-master-change',
    ]);
    await at.change('V-1013', { field: 'name', to: 'Written by Us SAS' });
    await at.change('V-1013', { field: 'hold', to: true });
    expect((await at.factsOf('V-1013')).acts).toEqual(before);
  });

  it('is told to the invoices of that vendor too', async () => {
    const query = { vendorVat: 'FR58512340985', fromDate: '2026-11-01' };
    const acts = async () => ((await at.call('reader', 'invoice_facts', query)) as { acts: object[] }).acts;
    await at.clients.purchase.call('party.party', 'write', [Number(at.idOf('V-1001'))], { name: 'By Hand SARL' });
    const before = await acts();
    await at.change('V-1001', { field: 'name', to: 'Papeterie Lumière SARL' });
    expect(before).toHaveLength(2);
    expect(await acts()).toEqual(before);
  });
});

describe('an invoice that was decided before', () => {
  it('is stale once the account of its vendor is another, and posted where nothing is', async () => {
    const vendor = Number(at.idOf('V-1001'));
    const [before] = (await versionsOf(['vendor', vendor])) as { version: string }[];
    const document = (order: string) => cleanInvoice(erp, order, { versions: [['vendor', vendor, before?.version]] });
    await at.call('invoice', 'post_invoice', 'stale/before', 'd', document('PO-2026-0103'));
    await at.change('V-1001', { field: 'bank-account', add: FREE.second });
    const late = at.call('invoice', 'post_invoice', 'stale/after', 'd', document('PO-2026-0104'));
    await expect(late).rejects.toThrow(`STALE_VERSION: vendor ${vendor}`);
  });
});
