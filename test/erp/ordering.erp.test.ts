import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningErp, startErp } from '../../erp/start.ts';
import { byHandAt, setFieldAt } from './by-hand.ts';
import { cleanInvoice } from './clean-invoice.ts';
import { ordering } from './ordering.ts';

let erp: RunningErp;
let at: ReturnType<typeof ordering>;
beforeAll(async () => {
  erp = await startErp({ port: 8232 });
  at = ordering(erp);
}, 500_000);
afterAll(() => erp?.stop());

const lookup = (key: string) => at.call('reader', 'lookup', key);
const setTo = (model: string, id: number | undefined, field: string, value: unknown) =>
  setFieldAt(8232, model, id ?? 0, field, value);

describe('what is refused leaves nothing behind', () => {
  it.each<[string, object, RegExp]>([
    ['a vendor that has changed', { versions: [['vendor', 1, 'old']] }, /^STALE_VERSION: vendor 1 /],
    ['a cost centre that has changed', { versions: [['cost-centre', 1, 'old']] }, /^STALE_VERSION: cost-centre 1 /],
    [
      'another total',
      { expected: { untaxed: '37.00', tax: '7.41', total: '44.41' } },
      /^TOTALS_MISMATCH: tax: .*7\.40/,
    ],
    ['another net', { expected: { untaxed: '36.99', tax: '7.40', total: '44.39' } }, /^TOTALS_MISMATCH: untaxed/],
    ['no budget, where there is one', { budgets: [] }, /^BUDGET_DIFFERS: .*CC-OFFICE 2026 Q4.* none/],
    ['no requester', { requester: ' ' }, /^INVALID_DOCUMENT: requester/],
    ['no line', { lines: [] }, /^INVALID_DOCUMENT: lines/],
    ['another member', { iban: 'FR76' }, /^INVALID_DOCUMENT: .*iban/],
    ['a vendor by its code', { vendor: 'V-1001' }, /^INVALID_DOCUMENT: vendor/],
    ['a currency that is not there', { currency: 'XTS' }, /^INVALID_DOCUMENT: currency/],
  ])('%s', async (name, changes, words) => {
    const before = await at.budget('CC-OFFICE');
    const payload = at.paper('CC-OFFICE', 2);
    await expect(at.place(payload, { key: `refused/${name}`, changes: { ...changes } })).rejects.toThrow(words);
    expect(await lookup(`refused/${name}`)).toBeNull();
    expect(await at.ordersOf(payload.caseId)).toBe(0);
    expect(await at.budget('CC-OFFICE')).toEqual(before);
  });

  it.each<[string, object, RegExp]>([
    ['a price that does not come to the net', { unitPrice: '18.60' }, /^TOTALS_MISMATCH: untaxed.*line 1: .*37\.20/],
    ['a unit that the product does not have', { unit: 'KGM' }, /^INVALID_DOCUMENT: lines\[0\]\.unit/],
    ['both, a product and an account', { account: 1 }, /^INVALID_DOCUMENT: lines\[0\]: one of/],
    ['less than nothing', { quantity: '-2', net: '-37.00' }, /^INVALID_DOCUMENT: lines\[0\]: quantity/],
    ['half a box', { quantity: '0.5', unitPrice: '74', net: '37.00' }, /quantity|digits/i],
    ['no day on which it is wanted', { wantedBy: null }, /^INVALID_DOCUMENT: lines\[0\]\.wantedBy/],
  ])('a line with %s', async (name, changes, words) => {
    const payload = at.paper('CC-OFFICE', 2);
    const { masters } = erp;
    const line = {
      ...{
        description: 'A4 paper',
        product: masters.products['P-PAPER'],
        quantity: '2',
        unit: 'C62',
        unitPrice: '18.5',
      },
      ...{ net: '37.00', taxes: [masters.taxes['FR-S20-G']], wantedBy: '2026-12-10', ...changes },
    };
    await expect(at.place(payload, { key: `line/${name}`, changes: { lines: [line] } })).rejects.toThrow(words);
    expect(await lookup(`line/${name}`)).toBeNull();
  });

  it('a tax of another company, and a budget of another cost centre', async () => {
    const tax = at.paper('CC-OFFICE', 2);
    for (const line of tax.lines) line.taxes = [String(erp.masters.taxes['GB-S20'])];
    await expect(at.place(tax)).rejects.toThrow(/^INVALID_DOCUMENT: .* another company/);
    const { budgets } = at.paper('CC-IT', 2);
    await expect(at.place(at.paper('CC-OFFICE', 2, { budgets }))).rejects.toThrow(
      /^INVALID_DOCUMENT: .* another cost centre/,
    );
  });

  it('more than is left of the budget, and it says how much there was, is left and is wanted', async () => {
    const before = await at.budget('CC-EVENTS');
    await expect(at.place(at.paper('CC-EVENTS', 33))).rejects.toThrow(
      /^BUDGET_EXCEEDED: 600\.00 EUR of 3000\.00 is left of CC-EVENTS 2026 Q4, 610\.50 is wanted/,
    );
    expect(await at.budget('CC-EVENTS')).toEqual(before);
  });

  it('more than the decision grants, though it is left', async () => {
    const payload = at.paper('CC-OFFICE', 2);
    for (const budget of payload.budgets) budget.amount = '36.99';
    await expect(at.place(payload)).rejects.toThrow(/^BUDGET_DIFFERS: it takes 37\.00 .* 36\.99/);
  });

  it('an inactive cost centre, and an inactive vendor', async () => {
    await expect(at.place(at.paper('CC-LAB', 2))).rejects.toThrow(/^COST_CENTRE_INACTIVE: /);
    const vendor = erp.masters.vendors['V-1013'];
    await setTo('party.party', vendor, 'active', false);
    await expect(at.place(at.paper('CC-OFFICE', 2, { vendor: String(vendor) }))).rejects.toThrow(/^VENDOR_INACTIVE: /);
    await setTo('party.party', vendor, 'active', true);
  });

  it.each(['reader', 'invoice', 'steward', 'purchase'] as const)('an order by %s', async (as) => {
    await expect(at.place(at.paper('CC-OFFICE', 2), { key: `by/${as}`, as })).rejects.toThrow(/^ACCESS_DENIED: /);
    expect(await lookup(`by/${as}`)).toBeNull();
  });

  it('whatever else the buyer tries', async () => {
    for (const method of ['post_invoice', 'reverse_invoice', 'change_party'])
      await expect(at.call('buyer', method, 'k', 'd', {})).rejects.toThrow(/^ACCESS_DENIED: /);
    for (const model of ['purchase.purchase', 'party.party', 'countersign.cost_centre', 'countersign.budget'])
      await expect(at.clients.buyer.call(model, 'write', [1], {})).rejects.toThrow(/not allowed/);
  });

  it('a budget by whoever orders by hand, and the case on an order', async () => {
    const write = (model: string, values: object) => at.clients.purchase.call(model, 'write', [1], values);
    await expect(write('countersign.budget', { name: 'more' })).rejects.toThrow(/not allowed/);
    await expect(write('countersign.cost_centre', { name: 'other' })).rejects.toThrow(/not allowed/);
    await expect(write('purchase.purchase', { countersign_case: 'x' })).rejects.toThrow(/not allowed/);
  });
});

describe('an order', () => {
  it('is placed once, replayed for its digest alone, and is there with case, requester and cost centre', async () => {
    const { versions } = await at.factsOf('CC-OFFICE');
    const payload = at.paper('CC-OFFICE', 4, { versions });
    expect(versions.map(({ kind }) => kind)).toEqual(['vendor', 'cost-centre']);
    const { replayed, ...answer } = await at.place(payload, { key: 'once' });
    expect(replayed).toBe(false);
    expect(answer).toMatchObject({
      ...{ state: 'confirmed', currency: 'EUR', untaxed: '74.00', tax: '14.80', total: '88.80', requester: 'erp:lea' },
      ...{ costCentre: 'CC-OFFICE', case: payload.caseId, lines: [{ product: 'P-PAPER', net: '74.00' }] },
    });
    expect(await at.place(payload, { key: 'once' })).toEqual({ replayed: true, ...answer });
    await expect(at.place(payload, { key: 'once', digest: 'other' })).rejects.toThrow(/^IDEMPOTENCY_KEY_REUSED: /);
    await expect(at.place(payload, { key: 'twice' })).rejects.toThrow(`ALREADY_ORDERED: case ${payload.caseId}`);
    expect(await lookup('once')).toMatchObject({ key: 'once', digest: 'd', result: { number: answer.number } });
    expect(await at.ordersOf(payload.caseId)).toBe(1);
    const { orders, budgets } = await at.factsOf('CC-OFFICE', { vendors: [], products: [] });
    expect(orders).toEqual([
      {
        ...{ id: String(answer.id), number: answer.number, caseId: payload.caseId, requester: 'erp:lea', net: '74' },
        ...{ vendor: payload.vendor, costCentre: payload.costCentre, date: '2026-11-24', currency: 'EUR' },
        state: 'confirmed',
      },
    ]);
    expect(budgets).toMatchObject([
      { budgeted: '40000', actual: '0', committed: '74', byCase: [{ caseId: payload.caseId, amount: '74' }] },
    ]);
  });

  it('for the last money is refused to one of two at once', async () => {
    const both = await Promise.allSettled([at.place(at.paper('CC-EVENTS', 20)), at.place(at.paper('CC-EVENTS', 20))]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [refused] = both.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    expect(refused).toMatch(/BUDGET_EXCEEDED: 230\.00 EUR of 3000\.00 is left/);
    expect((await at.budget('CC-EVENTS')).committed).toBe('2770');
  });

  it('gives its commitment back once when somebody cancels it, and may be placed anew', async () => {
    const payload = at.paper('CC-IT', 10);
    const before = await at.budget('CC-IT');
    const { id } = await at.place(payload);
    expect((await at.budget('CC-IT')).committed).toBe('185');
    await at.cancel(id);
    const cancelled = await at.budget('CC-IT');
    expect(cancelled).toEqual({ ...before, byCase: [{ caseId: payload.caseId, amount: '0' }] });
    await expect(at.clients.purchase.call('purchase.purchase', 'cancel', [id])).rejects.toThrow();
    expect(await at.budget('CC-IT')).toEqual(cancelled);
    await at.place(payload, { key: 'anew' });
    expect(await at.budget('CC-IT')).toMatchObject({ committed: '185', byCase: [{ amount: '185' }] });
  });

  it('counts as booked once it is invoiced, and as committed again once that is reversed', async () => {
    const { lines, id } = await at.place(at.paper('CC-PLANT', 10));
    const [line] = lines as readonly { readonly id: number }[];
    const invoice = cleanInvoice(erp, 'PO-2026-0101', {
      reference: 'CC-1',
      invoiceDate: '2026-11-24',
      accountingDate: '2026-11-24',
    });
    const bill = { ...invoice, lines: invoice.lines.map((each) => ({ ...each, orderLine: line?.id })) };
    const posted = Object(await at.call('invoice', 'post_invoice', 'bill', 'd', bill));
    expect(await at.budget('CC-PLANT')).toMatchObject({ actual: '185', committed: '0', byCase: [{ amount: '185' }] });
    await byHandAt(8232, 'credit', String(posted.id));
    expect(await at.budget('CC-PLANT')).toMatchObject({ actual: '0', committed: '185', byCase: [{ amount: '185' }] });
    await expect(at.cancel(id)).rejects.toThrow();
  });

  it('takes of its budget the tax that does not come back, too', async () => {
    const tax = erp.masters.taxes['FR-S10-G'];
    await setTo('account.tax', tax, 'countersign_recoverable', 0.25);
    const before = Number((await at.budget('CC-IT')).committed);
    const payload = at.paper('CC-IT', 20, { totals: { net: '370.00', tax: '37.00', gross: '407.00' } });
    for (const line of payload.lines) line.taxes = [String(tax)];
    await expect(at.place(payload)).rejects.toThrow(/^BUDGET_DIFFERS: it takes 397\.75 /);
    for (const budget of payload.budgets) budget.amount = '397.75';
    await at.place(payload);
    expect(Number((await at.budget('CC-IT')).committed) - before).toBeCloseTo(397.75);
    expect((await at.factsOf('CC-IT')).taxes).toContainEqual({
      id: String(tax),
      code: 'FR-S10-G',
      rate: '10',
      recoverable: '0.25',
      selfAssessed: false,
    });
  });

  it('without a product is booked to the account that it names, and counts where no budget is on no budget', async () => {
    const account = String(erp.masters.accounts['MFR']?.['fees']);
    const payload = at.paper('CC-OFFICE', 2, { budgets: [] });
    const lines = payload.lines.map(({ product: _, ...line }) => ({
      ...line,
      account,
      wantedBy: '2027-02-01',
    }));
    const before = await at.budget('CC-OFFICE');
    const { lines: read } = await at.place({ ...payload, lines });
    expect(read).toMatchObject([{ product: null, account: '6226', unit: { code: 'C62' }, wantedBy: '2027-02-01' }]);
    expect(await at.budget('CC-OFFICE')).toEqual(before);
  });
});

describe('facts of a requisition', () => {
  it('know neither a company nor a cost centre that is not there, and say so', async () => {
    const { company, ...nobody } = await at.factsOf('CC-OFFICE', { company: 'NOBODY' });
    expect(company).toBeUndefined();
    expect([nobody.costCentre, nobody.vendors, nobody.versions]).toEqual([undefined, [], []]);
    const { costCentre, budgets, vendors } = await at.factsOf('CC-NONE', { vendors: ['V-1001', 'V-9999'] });
    expect([costCentre, budgets, vendors.length]).toEqual([undefined, [], 1]);
    await expect(at.factsOf('CC-OFFICE', { days: ['soon'] })).rejects.toThrow(/^INVALID_DOCUMENT: days/);
  });

  it('name the vendors with what is on file, the one that is asked for first', async () => {
    const { vendors, acts } = await at.factsOf('CC-PLANT', { vendors: ['V-1011', 'V-1008', 'V-1010', 'V-1006'] });
    expect(vendors).toMatchObject([
      {
        ...{ code: 'V-1011', active: true, hold: false, categories: ['logistics'], openOrders: { count: 1 } },
        certificates: [
          { kind: 'social-contributions', validUntil: '2027-03-31' },
          { kind: 'transport-licence', validUntil: '2026-09-30' },
        ],
      },
      { code: 'V-1008', hold: true },
      { code: 'V-1010', group: [String(erp.masters.vendors['V-1009'])] },
      { code: 'V-1006', categories: [], certificates: [] },
    ]);
    expect(acts).toContainEqual(expect.objectContaining({ duty: 'vendor-master-change', by: 'erp:dimitri' }));
  });

  it('say what was paid and agreed, for one unit, the newest first', async () => {
    const { prices, agreements, products } = await at.factsOf('CC-PLANT', { products: ['P-CHAIR', 'S-CONSULT'] });
    expect(products).toMatchObject([
      { code: 'P-CHAIR', unit: 'C62', category: 'goods' },
      { code: 'S-CONSULT', unit: 'DAY', category: 'services' },
    ]);
    expect(prices.map(({ date, unitPrice }) => `${date} ${unitPrice}`)).toEqual([
      ...['2026-10-29 800', '2026-10-27 145', '2026-10-08 145', '2026-10-06 145'],
    ]);
    expect(agreements).toMatchObject([
      { vendor: String(erp.masters.vendors['V-1012']), unitPrice: '145', validUntil: '2027-03-31' },
    ]);
  });

  it.each([
    ['at home', 'V-1001', false, ['FR-S20-G', 'FR-S20-S', 'FR-S10-G', 'FR-S10-S', 'FR-S055-G', 'FR-S055-S']],
    ['within the community', 'V-1002', true, ['FR-AE20-S', 'FR-K20-G']],
    ['beyond it', 'V-1007', true, ['FR-IMP20-S']],
  ])('give the taxes that fit a vendor %s', async (_, vendor, selfAssessed, codes) => {
    const { taxes } = await at.factsOf('CC-PLANT', { vendors: [vendor] });
    expect(taxes.map(({ code }) => code)).toEqual(codes);
    expect(new Set(taxes.map((tax) => tax.selfAssessed))).toEqual(new Set([selfAssessed]));
  });

  it('have another version of the cost centre once it is called otherwise', async () => {
    const version = async () => (await at.factsOf('CC-IT')).versions.find(({ kind }) => kind === 'cost-centre');
    const before = await version();
    await setTo('countersign.cost_centre', erp.masters.costCentres['CC-IT'], 'name', 'IT');
    const after = await version();
    expect(after?.id).toBe(before?.id);
    expect(after?.version).not.toBe(before?.version);
  });
});
