import { describe, expect, it } from 'vitest';
import { ErpRefused } from '../../../../lambdas/erp/errors.ts';
import type { TrytonClient } from '../../../../lambdas/erp/tryton/client.ts';
import { FACTS_KINDS } from '../../../../lambdas/erp/tryton/facts-kinds.ts';
import { creditOf } from '../../../../lambdas/erp/tryton/post-credit.ts';
import { creditFactsFrom } from '../../../../lambdas/erp/tryton/read-credit-facts.ts';
import { trytonWriter } from '../../../../lambdas/erp/tryton/writer.ts';
import { creditFacts } from '../../../../statemachines/support-credits/facts.ts';

const CASE = `support-credits-${'a'.repeat(32)}`;
const common = {
  ...{ schema: 1, caseId: CASE, company: '1', customer: '31', incident: 'INC-1', agent: 'support:nadia' },
  ...{ currency: 'EUR', postingDate: '2026-11-24', versions: [{ kind: 'customer-document', id: '61', version: 'v' }] },
};
const note = {
  ...common,
  as: 'credit-note',
  credits: { id: '61', number: 'INV-1', taxPoint: '2026-11-04' },
  lines: [
    { invoiceLine: '71', description: 'Outage', net: '-120.00', tax: '-24.00' },
    { invoiceLine: '72', description: 'Outage', net: '-25', tax: '-2.5' },
  ],
  totals: { net: '-145', tax: '-26.5', gross: '-171.5', payable: '-171.5' },
};
const entry = {
  ...common,
  ...{ as: 'entry', reason: 'goodwill', lines: [{ account: '9', debit: '50' }, { credit: '50' }] },
  totals: { net: '-50', tax: '0', gross: '-50', payable: '-50' },
};

describe('a credit for the ERP is refused before anything is sent', () => {
  it.each([
    ['with lines that are not the totals', { ...note, totals: { ...note.totals, net: '-144' } }, 'not the totals'],
    ['with an amount above zero', { ...note, lines: [{ ...note.lines[0], net: '120' }] }, 'net'],
    ['with an invoice of no id', { ...note, credits: { ...note.credits, id: 'INV-1' } }, '"INV-1" is no id'],
    ['with a line of no id', { ...note, lines: note.lines.map((of) => ({ ...of, invoiceLine: 'x' })) }, '"x" is no id'],
    ['with a customer that is named by its code', { ...note, customer: 'C-2001' }, '"C-2001" is no id'],
    ['unbalanced', { ...entry, lines: [{ account: '9', debit: '50' }, { credit: '49' }] }, 'not equal'],
    ['with tax in an entry', { ...entry, totals: { ...entry.totals, tax: '-10' } }, 'outside VAT'],
    [
      'with an account of no id',
      { ...entry, lines: [{ account: 'x', debit: '50' }, { credit: '50' }] },
      '"x" is no id',
    ],
    ['with a part that is not known', { ...note, iban: 'FR76' }, 'iban'],
    ['as something else', { ...note, as: 'invoice' }, 'post-credit'],
  ])('%s', (_, payload, words) => {
    const attempt = () => creditOf(payload);
    expect(attempt).toThrow(ErpRefused);
    expect(attempt).toThrow(words);
  });
});

describe('a credit for the ERP', () => {
  it('names case, incident and agent, and the original’s lines by id', () => {
    expect(creditOf(note)).toEqual({
      ...{ as: 'credit-note', company: 1, customer: 31, case: CASE, incident: 'INC-1', agent: 'support:nadia' },
      ...{ description: `case ${CASE}, incident INC-1`, currency: 'EUR', postingDate: '2026-11-24' },
      credits: { id: 61, number: 'INV-1', taxPoint: '2026-11-04' },
      lines: [
        { invoiceLine: 71, description: 'Outage', net: '-120', tax: '-24' },
        { invoiceLine: 72, description: 'Outage', net: '-25', tax: '-2.5' },
      ],
      expected: { untaxed: '-145', tax: '-26.5', total: '-171.5', payable: '-171.5' },
      versions: [['customer-document', 61, 'v']],
    });
  });

  it('leaves the receivable to the ERP', () => {
    expect(creditOf(entry)).toMatchObject({
      ...{ as: 'entry', reason: 'goodwill', lines: [{ account: 9, debit: '50' }, { credit: '50' }] },
      expected: { untaxed: '-50', tax: '0', total: '-50', payable: '-50' },
    });
  });
});

it('is posted by the user that credits customers, who does nothing else', async () => {
  const calls: string[] = [];
  const posted = {
    ...{ id: 62, number: 'CN-1', state: 'posted', currency: 'EUR', untaxed: '-145.00', tax: '-26.50' },
    ...{ total: '-171.50', amountToPay: '-171.50', move: { balanced: true } },
  };
  const as = (user: string) => {
    const client: TrytonClient = {
      async call(_, method) {
        calls.push(`${user} ${method}`);
        return posted;
      },
      within: () => client,
    };
    return async () => client;
  };
  const users = { poster: as('poster'), steward: as('steward'), buyer: as('buyer'), crediter: as('crediter') };
  const command = {
    ...{ kind: 'post-credit', company: 'MFR', idempotencyKey: 'key-00001', payload: note },
    compensation: { kind: 'none', reason: 'none' },
  };
  expect(await trytonWriter(users).post(command, 'd')).toMatchObject({
    number: 'CN-1',
    gross: '-171.50',
    balanced: true,
  });
  expect(calls).toEqual(['crediter post_credit']);
});

const invoice = {
  ...{ id: 61, number: 'INV-1', customer: 31, state: 'posted', date: '2026-11-04', currency: 'EUR', version: 'i' },
  ...{ net: '1200.00', tax: '240.00', gross: '1440.00', open: '1440.00' },
  lines: [
    {
      ...{ id: 71, description: 'Hosting', net: '1200.00', tax: '240.00', taxes: [2] },
      credited: { net: '120.00', tax: '24.00' },
    },
  ],
};
const answered = {
  company: { id: 1, code: 'MFR', name: 'Meridian France SAS', currency: 'EUR' },
  customer: {
    ...{ id: 31, code: 'C-2001', name: 'Hôtel', active: true, hold: false, tier: 'gold', relatedParty: false },
    ...{ receivable: '1440.00', version: 'p' },
  },
  invoices: [invoice],
  credits: [
    {
      ...{ id: 62, number: 'CN-1', invoice: 61, case: CASE, incident: 'INC-1', agent: 'support:nadia' },
      ...{ date: '2026-11-20', net: '120.00', gross: '144.00', currency: 'EUR' },
    },
    {
      ...{ id: 63, number: 'M-1', invoice: null, case: null, incident: null, agent: null },
      ...{ date: '2026-11-21', net: '50.00', gross: '50.00', currency: 'EUR' },
    },
  ],
  contract: {
    ...{ id: 5, code: 'SC-1', customer: 31, service: 'hosting', monthlyFee: '1200', currency: 'EUR', cap: '50' },
    ...{ validFrom: '2026-01-01', validTo: null, terms: [{ below: '99.9', credit: '10' }], version: 'c' },
  },
  periods: [{ id: 12, start: '2026-11-01', end: '2026-11-30', state: 'open', version: 'n' }],
  accounts: { compensation: 9, goodwill: null },
  rates: [{ currency: 'USD', date: '2026-11-24', rate: '1.085' }],
  acts: [{ duty: 'vendor-master-change', by: 'chloe', at: null, to: 'party 31' }],
};
const claim = {
  ...{ caseId: CASE, company: 'MFR', customer: 'C-2001', incident: 'INC-2', agent: 'support:li' },
  ...{ amount: '30', currency: 'EUR', date: '2026-11-24' },
};
const factsFrom = (read: unknown, inFlight: readonly object[] = []) =>
  creditFacts.parse(FACTS_KINDS.get('customer-credit')?.factsFrom(read, inFlight as never));

describe('facts of a credit', () => {
  it('are refused in another shape, which says where', () => {
    const broken = { ...answered, invoices: [{ ...invoice, open: 1440 }] };
    expect(() => creditFactsFrom(broken, [])).toThrow(ErpRefused);
    expect(() => creditFactsFrom(broken, [])).toThrow('invoices[0].open');
  });

  it('fit the schema of the workflow, without what the ERP does not know', () => {
    const facts = factsFrom(answered, [claim, { vendor: 'not resolved' }]);
    expect(facts.customer).toEqual({
      ...{ id: '31', code: 'C-2001', name: 'Hôtel', active: true, hold: false, tier: 'gold', relatedParty: false },
      receivable: '1440',
    });
    expect(facts.invoices[0]?.lines[0]).toMatchObject({ id: '71', taxes: ['2'], credited: { net: '120', tax: '24' } });
    expect(facts.credits[0]).toMatchObject({ invoice: '61', caseId: CASE, incident: 'INC-1' });
    expect(facts.credits[1]).toEqual({
      ...{ id: '63', number: 'M-1', date: '2026-11-21', net: '50', gross: '50', currency: 'EUR' },
    });
    expect(facts.contract).not.toHaveProperty('validUntil');
    expect(facts.accounts).toEqual({ compensation: '9' });
    expect(facts.inFlight).toEqual([claim]);
    expect(facts.acts).toEqual([{ duty: 'vendor-master-change', by: 'erp:chloe', to: 'party 31' }]);
    expect(facts.versions.map(({ kind, id, version }) => `${kind} ${id} ${version}`)).toEqual([
      ...['customer-document 61 i', 'period 12 n', 'party 31 p', 'service-contract 5 c'],
    ]);
  });

  it('are of nothing where nothing is known', () => {
    const lists = { invoices: [], credits: [], periods: [], rates: [], acts: [] };
    const { readAt: _, ...facts } = factsFrom({
      company: null,
      customer: null,
      contract: null,
      accounts: {},
      ...lists,
    });
    expect(facts).toEqual({ schema: 1, groupCurrency: 'EUR', accounts: {}, inFlight: [], versions: [], ...lists });
  });
});
