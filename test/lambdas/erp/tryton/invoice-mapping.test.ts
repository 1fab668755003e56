import { describe, expect, it } from 'vitest';
import { deviations } from '../../../../lambdas/erp/deviations.ts';
import { ErpRefused, ErpUnknown } from '../../../../lambdas/erp/errors.ts';
import { documentOf, erpDocument } from '../../../../lambdas/erp/tryton/post-invoice.ts';
import { invoiceFactsFrom } from '../../../../lambdas/erp/tryton/read-invoice-facts.ts';
import { invoiceFacts } from '../../../../statemachines/invoice-processing/facts.ts';
import { proposeInvoice } from '../../../../statemachines/invoice-processing/proposal.ts';
import type { Command } from '../../../../statemachines/kernel/proposal.ts';
import { creditCase, invoiceCase } from '../../../statemachines/invoice-processing/fixtures.ts';
import { answered } from './invoice-facts-sample.ts';

const commandOf = (of = invoiceCase()): Command => {
  const [command] = proposeInvoice(of, [])?.commands ?? [];
  if (!command) throw new Error('the fixture has no proposal');
  return command;
};

describe('facts from the ERP', () => {
  it('refuses an answer of another shape, and says where', () => {
    const broken = { ...answered, periods: [{ id: 'x' }] };
    expect(() => invoiceFactsFrom(broken, [])).toThrow(ErpRefused);
    expect(() => invoiceFactsFrom(broken, [])).toThrow('periods.0.id');
  });

  it('fit the schema of the workflow, without members that are null', () => {
    const facts = invoiceFactsFrom(answered, [], new Date('2026-11-24T08:00:00Z'));
    expect(JSON.stringify(facts)).not.toContain('null');
    const parsed = invoiceFacts.parse(facts);
    expect(parsed.readAt).toBe('2026-11-24T08:00:00.000Z');
    expect(parsed.vendors).toMatchObject([{ id: '7', vatId: 'FR58512340985', accounts: [{ active: true }] }]);
    expect(parsed.orders[0]?.lines[0]).toMatchObject({
      id: '3',
      unit: 'C62',
      received: '40',
      category: 'goods',
      vatCodes: ['12'],
    });
    expect(parsed.orders[0]?.lines[1]).toMatchObject({ category: 'services', description: 'Hosting' });
    expect(parsed.orders[0]?.lines[1]).not.toHaveProperty('received');
    expect(parsed.invoices).toMatchObject([
      { reference: 'PL-2026-1042', posted: true },
      { reference: '', posted: false },
    ]);
    expect(parsed.periods.map(({ open }) => open)).toEqual([true, false]);
    expect(parsed.versions).toContainEqual({ kind: 'order', id: '3', version: 'o' });
    expect(parsed.versions).toContainEqual({ kind: 'advance', id: '72', version: 'b' });
    expect(parsed.advances).toMatchObject([
      { id: '71', reference: 'PL-AC-31', vendor: '7', order: '3', amount: '100', open: '100' },
      { id: '72', currency: 'USD' },
    ]);
    expect(parsed.advances[1]).not.toHaveProperty('order');
  });

  it('offer every expense account of the company', () => {
    expect(invoiceFacts.parse(invoiceFactsFrom(answered, [])).accounts.expenses).toEqual([
      { id: '118', code: '6064', name: 'Office' },
      { id: '119', name: 'Other' },
    ]);
  });

  it('tell of a vendor its group and how long accounts and phones stand, and who did what under which name', () => {
    const { vendors, acts } = invoiceFacts.parse(invoiceFactsFrom(answered, []));
    expect(vendors).toMatchObject([
      {
        group: ['8'],
        accounts: [{ since: '2025-06-01' }],
        phones: [{ id: '41', number: '+33400000001', unchangedSince: '2025-06-01' }],
      },
    ]);
    expect(acts).toEqual([
      { duty: 'vendor-master-change', by: 'erp:jmartin', at: '2026-03-01T09:00:00Z', to: 'vendor 7' },
      { duty: 'receipt', by: 'erp:amara', to: 'order PO-2026-0001' },
    ]);
  });

  it('bill only orders that Tryton lets be invoiced', () => {
    const [order] = answered.orders;
    const draft = { ...answered, orders: [{ ...order, state: 'quotation' }] };
    expect(invoiceFacts.parse(invoiceFactsFrom(draft, [])).orders).toMatchObject([{ billable: false }]);
  });

  it('know the case that booked an earlier invoice from the description that posting gives it', () => {
    const { description } = documentOf(commandOf().payload);
    const [first, ...rest] = answered.invoices;
    const told = { ...answered, invoices: [{ ...first, description }, ...rest] };
    expect(invoiceFacts.parse(invoiceFactsFrom(told, [])).invoices[0]?.caseId).toBe(invoiceCase().caseId);
  });

  it('take over cases in flight that name a vendor, and leave the others out', () => {
    const known = {
      caseId: 'c',
      company: '1',
      vendor: '7',
      number: 'A',
      class: 'debit',
      amount: '1.50',
      currency: 'EUR',
      date: '2026-11-01',
    };
    const facts = invoiceFacts.parse(invoiceFactsFrom(answered, [known, { caseId: 'unresolved' }, {}]));
    expect(facts.inFlight).toMatchObject([{ caseId: 'c', amount: '1.5' }]);
  });

  it('name a company by its code, else by what is stable', () => {
    const [company] = answered.companies;
    const codeOf = (changes: object) =>
      invoiceFacts.parse(invoiceFactsFrom({ ...answered, companies: [{ ...company, ...changes }] }, [])).companies[0]
        ?.code;
    expect(codeOf({ code: 'MFR' })).toBe('MFR');
    expect(codeOf({})).toBe('FR41823456710');
  });
});

describe('the command to the ERP', () => {
  it('refuses a payload that is none, or ids that are not the ERP’s, before anything is sent', () => {
    expect(() => documentOf({})).toThrow(ErpRefused);
    expect(() => documentOf({ ...commandOf().payload, extra: 1 })).toThrow('extra');
    expect(() => documentOf({ ...commandOf().payload, vendor: 'seven' })).toThrow('"seven" is no id');
  });

  it('says what is booked in the module’s words', () => {
    expect(documentOf(commandOf().payload)).toEqual({
      ...{
        company: 1,
        vendor: 7,
        reference: 'PL-2026-2001',
        currency: 'EUR',
        description: `case ${invoiceCase().caseId}`,
      },
      ...{ invoiceDate: '2026-11-20', accountingDate: '2026-11-20', dueDate: '2026-12-20' },
      lines: [
        {
          description: 'A4 paper 80 g, box of 5 reams',
          quantity: '10',
          unitPrice: '18.5',
          net: '185',
          taxes: [12],
          orderLine: 31,
        },
      ],
      expected: { untaxed: '185', tax: '37', total: '222', payable: '222' },
      taxDifferenceLimit: '0.05',
      paymentBlocked: false,
      versions: [
        ['vendor', 7, 'v7'],
        ['order', 3, 'o3'],
        ['period', 10, 'p10'],
      ],
    });
  });

  it('names the advances that it uses up, and what is then left to pay', () => {
    const totals = { net: '185', tax: '37', gross: '222', payable: '122' };
    const payload = { ...commandOf().payload, prepaid: '100', advances: [{ id: '71', amount: '100' }], totals };
    expect(documentOf(payload)).toMatchObject({
      advances: [{ id: 71, amount: '100' }],
      expected: { total: '222', payable: '122' },
    });
    expect(() => documentOf({ ...payload, totals: commandOf().payload['totals'] })).toThrow(ErpRefused);
  });

  it('books a credit negative and against its invoice, a block as a block', () => {
    const payload = { ...commandOf(creditCase()).payload, paymentBlock: 'VENDOR-ON-HOLD' };
    expect(documentOf(payload)).toMatchObject({
      ...{
        credits: 55,
        paymentBlocked: true,
        description: expect.stringContaining(', payment blocked: VENDOR-ON-HOLD'),
      },
      expected: { untaxed: '-37', tax: '-7.4', total: '-44.4', payable: '-44.4' },
    });
  });
});

describe('the document read back', () => {
  const read = {
    ...{ id: 61, number: 'BILL-1', state: 'posted', currency: 'EUR', untaxed: '185.00', tax: '37.00', total: '222.00' },
    amountToPay: '222.00',
    move: { balanced: true },
  };

  it('is unknown, not refused, if it can’t be read: it may be posted', () => {
    expect(() => erpDocument({ ok: true })).toThrow(ErpUnknown);
  });

  it.each([
    [{ total: '222.01' }, 'gross is 222.01, proposed 222'],
    [{ tax: '36.99' }, 'tax is 36.99, proposed 37'],
    [{ untaxed: '-185.00' }, 'net is -185.00, proposed 185'],
    [{ amountToPay: '122.00' }, 'payable is 122.00, proposed 222'],
    [{ number: null }, 'the document has no number'],
    [{ move: { balanced: false } }, 'its entry is not balanced'],
    [{ move: null }, 'its entry is not balanced'],
  ])('is compared: %o', (change, fault) => {
    expect(deviations(erpDocument({ ...read, ...change }), commandOf())).toEqual([fault]);
  });

  it('is as proposed', () => {
    expect(deviations(erpDocument(read), commandOf())).toEqual([]);
  });
});
