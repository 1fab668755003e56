import { describe, expect, it } from 'vitest';
import { deviations } from '../../../../lambdas/erp/deviations.ts';
import { ErpRefused, ErpUnknown } from '../../../../lambdas/erp/errors.ts';
import type { TrytonClient } from '../../../../lambdas/erp/tryton/client.ts';
import { erpOrder, orderOf } from '../../../../lambdas/erp/tryton/place-order.ts';
import { requisitionFactsFrom } from '../../../../lambdas/erp/tryton/read-requisition-facts.ts';
import { trytonWriter } from '../../../../lambdas/erp/tryton/writer.ts';
import type { Command } from '../../../../statemachines/kernel/proposal.ts';
import { requisitionFacts } from '../../../../statemachines/procurement-approvals/facts.ts';

const CASE = `procurement-approvals-${'a'.repeat(32)}`;
const line = {
  ...{ description: 'A4 paper', product: '4', quantity: '2', unit: 'C62', unitPrice: '18.5', net: '37' },
  ...{ taxes: ['12'], wantedBy: '2026-12-10' },
};
const payload = {
  ...{
    schema: 1,
    caseId: CASE,
    company: '1',
    vendor: '7',
    requisition: 'REQ-1',
    requester: 'erp:lea',
    costCentre: '2',
  },
  ...{ currency: 'EUR', orderDate: '2026-11-24', lines: [line], totals: { net: '37', tax: '7.4', gross: '44.4' } },
  budgets: [{ id: '3', amount: '37', currency: 'EUR' }],
  versions: [
    { kind: 'vendor', id: '7', version: 'v' },
    { kind: 'cost-centre', id: '2', version: 'c' },
  ],
};

describe('an order for the ERP', () => {
  it.each<[string, object, string]>([
    ['totals that do not add up', { totals: { ...payload.totals, gross: '44' } }, 'not the gross total'],
    ['a product and an account', { lines: [{ ...line, account: '118' }] }, 'a product or an account'],
    ['no line', { lines: [], totals: payload.totals }, 'lines'],
    ['a vendor by its code', { vendor: 'V-1001' }, '"V-1001" is no id'],
    ['a cost centre by its code', { costCentre: 'CC-IT' }, '"CC-IT" is no id'],
    ['a budget by its name', { budgets: [{ id: 'Q4', amount: '37', currency: 'EUR' }] }, '"Q4" is no id'],
    ['a tax by its code', { lines: [{ ...line, taxes: ['FR-S20-G'] }] }, '"FR-S20-G" is no id'],
    ['a part that is not known', { iban: 'FR76' }, 'iban'],
  ])('is refused with %s, before anything is sent', (_, changes, words) => {
    expect(() => orderOf({ ...payload, ...changes })).toThrow(ErpRefused);
    expect(() => orderOf({ ...payload, ...changes })).toThrow(words);
  });

  it('has the ids of the ERP, and the case and the requester as they are', () => {
    const { product: _, unit: __, ...plain } = line;
    expect(
      orderOf({
        ...payload,
        lines: [line, { ...plain, account: '118' }],
        totals: { net: '74', tax: '7.4', gross: '81.4' },
      }),
    ).toEqual({
      ...{ company: 1, vendor: 7, case: CASE, requisition: 'REQ-1', requester: 'erp:lea', costCentre: 2 },
      ...{ currency: 'EUR', orderDate: '2026-11-24', expected: { untaxed: '74', tax: '7.4', total: '81.4' } },
      lines: [
        { ...line, product: 4, taxes: [12] },
        { ...plain, account: 118, taxes: [12] },
      ],
      budgets: [{ id: 3, amount: '37', currency: 'EUR' }],
      versions: [
        ['vendor', 7, 'v'],
        ['cost-centre', 2, 'c'],
      ],
    });
  });
});

const read = {
  ...{ id: 35, number: 'PO-2026-0113', state: 'confirmed', currency: 'EUR', untaxed: '37.00', tax: '7.40' },
  ...{ total: '44.40', requester: 'erp:lea', costCentre: 'CC-IT', case: CASE, lines: [{ id: 36 }], replayed: false },
};
const command: Command = {
  ...{ kind: 'place-order', company: 'MFR', idempotencyKey: `${CASE}/1`, payload },
  compensation: { kind: 'cancel-order', reason: 'cancelled by hand' },
};

describe('an order as read back', () => {
  it('is unknown in another shape: it may be placed', () => {
    expect(() => erpOrder({ ...read, total: 44.4 })).toThrow(ErpUnknown);
    expect(() => erpOrder(null)).toThrow(ErpUnknown);
  });

  it('is what was proposed, or deviates', () => {
    const order = {
      id: '35',
      number: 'PO-2026-0113',
      currency: 'EUR',
      state: 'confirmed',
      net: '37.00',
      tax: '7.40',
      gross: '44.40',
      lines: 1,
    };
    expect(erpOrder(read)).toEqual(order);
    expect(deviations(erpOrder(read), command)).toEqual([]);
    expect(deviations(erpOrder({ ...read, number: null, state: 'draft' }), command)).toHaveLength(2);
  });

  it('was placed by the buyer alone, and is looked for by the poster', async () => {
    const calls: string[] = [];
    const client = (user: string): TrytonClient => ({
      call: async (_, method) => {
        calls.push(`${user} ${method}`);
        return method === 'lookup' ? { digest: 'd', result: read } : read;
      },
      within: () => client(user),
    });
    const as = (user: string) => async () => client(user);
    const writer = trytonWriter({
      poster: as('poster'),
      steward: as('steward'),
      buyer: as('buyer'),
      crediter: as('crediter'),
    });
    expect(await writer.post(command, 'd')).toEqual(await writer.probe(command, 'd'));
    expect(calls).toEqual(['buyer place_order', 'poster lookup']);
  });
});

const answered = {
  company: { id: 1, code: 'MFR', name: 'Meridian France SAS', currency: 'EUR' },
  costCentre: { id: 2, code: 'CC-IT', name: 'IT', active: true, version: 'c' },
  budgets: [
    {
      ...{ id: 3, name: 'CC-IT 2026 Q4', currency: 'EUR', start: '2026-10-01', end: '2026-12-31' },
      ...{ budgeted: '90000.00', actual: '0.00', committed: '37.00', byCase: [{ caseId: CASE, amount: '37.00' }] },
    },
  ],
  vendors: [
    {
      ...{ id: 7, code: 'V-1001', name: 'Papeterie', active: true, hold: false, relatedParty: false, group: [9] },
      ...{ categories: ['office-supplies'], certificates: [{ kind: 'iso-9001', validUntil: '2027-06-30' }] },
      ...{ openOrders: 2, version: 'v' },
    },
  ],
  products: [
    { id: 4, code: 'P-PAPER', name: 'Paper', unit: { id: 1, symbol: 'u', code: 'C62' }, type: 'goods' },
    { id: 5, code: 'S-CONSULT', name: 'Day', unit: { id: 2, symbol: 'shift', code: null }, type: 'service' },
    { id: 6, code: 'P-PRESS', name: 'Press', unit: null, type: 'assets' },
  ],
  prices: [{ product: 4, vendor: 7, order: 35, date: '2026-11-24', unitPrice: '18.5', currency: 'EUR' }],
  agreements: [
    {
      ...{ id: 8, vendor: 7, product: 4, unitPrice: '18.5', currency: 'EUR', validFrom: '2026-01-01' },
      validUntil: null,
    },
  ],
  orders: [
    {
      ...{ id: 35, number: 'PO-1', caseId: null, requester: null, vendor: 7, costCentre: null, date: '2026-11-24' },
      ...{ net: '37.00', currency: 'EUR', state: 'confirmed' },
    },
  ],
  taxes: [{ id: 12, code: 'FR-S20-G', rate: '20', recoverable: '1', selfAssessed: false }],
  expenses: [{ id: 118, company: 1, code: '6064', name: 'Supplies' }],
  rates: [{ currency: 'USD', date: '2026-11-24', rate: '1.085' }],
  acts: [{ duty: 'vendor-master-change', by: 'chloe', at: null, to: 'vendor 7' }],
};

const inFlight = {
  ...{ caseId: `procurement-approvals-${'b'.repeat(32)}`, company: '1', costCentre: '2', requester: 'erp:lea' },
  ...{ amount: '10', currency: 'EUR', date: '2026-11-24' },
};

describe('facts of a requisition', () => {
  it('are refused in another shape, which says where', () => {
    expect(() => requisitionFactsFrom({ ...answered, vendors: [{ id: '7' }] }, [])).toThrow(ErpRefused);
    expect(() => requisitionFactsFrom({ ...answered, budgets: undefined }, [])).toThrow('budgets');
  });

  it('parse, with ids as text, who did what, versions of vendors and cost centre, and what is in flight', () => {
    const unresolved = { caseId: 'x', status: 'gathering' };
    const facts = requisitionFacts.parse(requisitionFactsFrom(answered, [inFlight, unresolved]));
    expect(facts).toMatchObject({
      company: { id: '1', code: 'MFR' },
      costCentre: { id: '2', code: 'CC-IT' },
      budgets: [{ id: '3', committed: '37', byCase: [{ caseId: CASE, amount: '37' }] }],
      vendors: [{ id: '7', group: ['9'], openOrders: { count: 2 } }],
      inFlight: [inFlight],
      acts: [{ by: 'erp:chloe' }],
      taxes: answered.taxes.map((tax) => ({ ...tax, id: String(tax.id) })),
      versions: payload.versions,
    });
    expect(facts.products.map(({ unit, category }) => [unit, category])).toEqual([
      ['C62', 'goods'],
      ['shift', 'services'],
      [undefined, 'goods'],
    ]);
    expect(facts.agreements[0]).not.toHaveProperty('validUntil');
    expect(facts.orders[0]).not.toHaveProperty('costCentre');
  });

  it('parse where an account has no code: nobody can name it', () => {
    const expenses = [...answered.expenses, { id: 119, company: 1, code: null, name: 'Old' }];
    const facts = requisitionFacts.parse(requisitionFactsFrom({ ...answered, expenses }, []));
    expect(facts.expenses.map(({ id }) => id)).toEqual(['118']);
  });

  it('parse where neither company nor cost centre is known', () => {
    const nothing = { ...answered, company: null, costCentre: null, vendors: [], budgets: [] };
    const facts = requisitionFacts.parse(requisitionFactsFrom(nothing, []));
    expect([facts.company, facts.costCentre, facts.versions]).toEqual([undefined, undefined, []]);
  });
});
