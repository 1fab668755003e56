import { describe, expect, it } from 'vitest';
import { account } from '../../../../statemachines/invoice-processing/controls/account.ts';
import { documentType } from '../../../../statemachines/invoice-processing/controls/document-type.ts';
import { exposure } from '../../../../statemachines/invoice-processing/controls/exposure.ts';
import { period } from '../../../../statemachines/invoice-processing/controls/period.ts';
import { unusualAmount } from '../../../../statemachines/invoice-processing/controls/unusual-amount.ts';
import { proposeInvoice } from '../../../../statemachines/invoice-processing/proposal.ts';
import { codesOf, earlier, invoiceCase, totalsOf } from '../fixtures.ts';

const payloadOf = (of: ReturnType<typeof invoiceCase>) => proposeInvoice(of, [])?.commands[0]?.payload;

describe('period', () => {
  it('parks where no period is open', () => {
    const of = invoiceCase({ facts: { periods: [] } });
    expect(period.find(of)).toMatchObject([{ code: 'PERIOD-NONE-OPEN', disposition: 'park' }]);
    expect(proposeInvoice(of, [])).toBeUndefined();
  });

  it('never books before the issue date', () => {
    expect(codesOf(period, invoiceCase({ document: { issueDate: '2026-12-01' }, today: '2026-12-01' }))).toEqual([
      'PERIOD-NONE-OPEN',
    ]);
  });

  it.each([
    ['2026-12-24', 'DATE-IN-FUTURE'],
    ['2025-11-01', 'DATE-TOO-OLD'],
  ])('reviews the issue date %s', (issueDate, code) => {
    expect(period.find(invoiceCase({ document: { issueDate } }))).toContainEqual(
      expect.objectContaining({ code, disposition: 'review' }),
    );
  });

  it('offers the next open day, with an accrual where the service ended before', () => {
    const of = invoiceCase({ document: { issueDate: '2026-09-28', deliveryDate: '2026-09-24' } });
    expect(period.find(of)).toMatchObject([{ code: 'PERIOD-CLOSED', severity: 'warning', expected: '2026-10-01' }]);
    expect(payloadOf(of)).toMatchObject({
      issueDate: '2026-09-28',
      postingDate: '2026-10-01',
      accrualUntil: '2026-09-24',
    });
    expect(payloadOf(invoiceCase())).not.toHaveProperty('accrualUntil');
  });

  it('keeps issue date, tax point and posting date apart', () => {
    const of = invoiceCase({ document: { taxPointDate: '2026-10-31' } });
    expect(codesOf(period, of)).toEqual(['TAX-POINT-OTHER-PERIOD']);
    expect(payloadOf(of)).toMatchObject({
      issueDate: '2026-11-20',
      taxPointDate: '2026-10-31',
      postingDate: '2026-11-20',
    });
  });
});

describe('unusual amount', () => {
  const history = (...nets: string[]) =>
    nets.map((net, index) => ({ ...earlier, id: `${index + 60}`, reference: `H-${index}`, net }));
  const billed = (net: string, ...nets: string[]) =>
    invoiceCase({ document: { order: undefined, ...totalsOf(net, '0', net) }, facts: { invoices: history(...nets) } });
  const usual = ['703', '777', '740', '666', '832.5', '758.5'];

  it('reviews far more than the vendor usually bills, and tells of far less', () => {
    expect(unusualAmount.find(billed('1500', ...usual))).toMatchObject([
      { code: 'AMOUNT-UNUSUAL', disposition: 'review' },
    ]);
    expect(unusualAmount.find(billed('10', ...usual))).toMatchObject([
      { code: 'AMOUNT-UNUSUALLY-LOW', severity: 'warning' },
    ]);
  });

  it('is not moved by one outlier in the history', () => {
    expect(codesOf(unusualAmount, billed('1500', ...usual, '99999'))).toEqual(['AMOUNT-UNUSUAL']);
  });

  it('says nothing within the usual, with too little history, or where an order explains it', () => {
    expect(codesOf(unusualAmount, billed('850', ...usual))).toEqual([]);
    expect(codesOf(unusualAmount, billed('9000', '700', '700', '700', '700'))).toEqual([]);
    expect(codesOf(unusualAmount, billed('2500', '100', '500', '900', '1300', '1700'))).toEqual([]);
    const ordered = invoiceCase({ document: totalsOf('9000', '0', '9000'), facts: { invoices: history(...usual) } });
    expect(codesOf(unusualAmount, ordered)).toEqual([]);
  });

  it('allows a little more where the amount has always been the same', () => {
    const rent = ['700', '700', '700', '700', '700'];
    expect(codesOf(unusualAmount, billed('900', ...rent))).toEqual([]);
    expect(codesOf(unusualAmount, billed('1000', ...rent))).toEqual(['AMOUNT-UNUSUAL']);
  });
});

describe('exposure', () => {
  it('parks without a rate: nobody’s authority can be measured', () => {
    const of = invoiceCase({ document: { currency: 'GBP' } });
    expect(exposure.find(of)).toMatchObject([{ code: 'RATE-MISSING', disposition: 'park' }]);
    expect(proposeInvoice(of, [])).toBeUndefined();
  });

  it('parks what is too large to be measured', () => {
    const of = invoiceCase({ document: totalsOf('999999999999999999', '0', '999999999999999999') });
    expect(codesOf(exposure, of)).toEqual(['AMOUNT-TOO-LARGE']);
    expect(proposeInvoice(of, [])).toBeUndefined();
  });

  it('takes the newest rate of the day of decision, not the document’s day nor a later one', () => {
    const of = invoiceCase({ document: { currency: 'USD', issueDate: '2026-11-20' }, order: { currency: 'USD' } });
    expect(proposeInvoice(of, [])?.exposure).toEqual({ minor: 20461, currency: 'EUR' });
  });

  it('tells that a rate is stale', () => {
    const rates = [{ currency: 'USD', date: '2026-08-01', rate: '1.1' }];
    expect(codesOf(exposure, invoiceCase({ document: { currency: 'USD' }, facts: { rates } }))).toEqual(['RATE-STALE']);
  });
});

describe('document type, accounts', () => {
  it.each(['386', '389', '325', ''])('reviews type "%s"', (typeCode) => {
    expect(codesOf(documentType, invoiceCase({ document: { typeCode } }))).toEqual(['DOCUMENT-TYPE']);
  });

  it('reviews a corrected invoice that raises what we owe', () => {
    expect(codesOf(documentType, invoiceCase({ document: { typeCode: '384' } }))).toEqual(['CORRECTED-INVOICE']);
  });

  it('parks where the company lacks the account', () => {
    const { totals } = totalsOf('185', '37', '222') as { totals: Record<string, string> };
    const rounded = { totals: { ...totals, rounding: '0.01', payable: '222.01' } };
    const none = { facts: { accounts: {} } };
    expect(codesOf(account, invoiceCase({ ...none, document: rounded }))).toEqual(['ROUNDING-ACCOUNT-MISSING']);
    expect(proposeInvoice(invoiceCase({ ...none, document: rounded }), [])).toBeUndefined();
    const free = invoiceCase({ ...none, document: { order: undefined } });
    expect(codesOf(account, free)).toEqual(['ACCOUNT-MISSING']);
    expect(proposeInvoice(free, [])).toBeUndefined();
    expect(payloadOf(invoiceCase({ document: rounded }))).toMatchObject({
      rounding: { amount: '0.01', account: '99' },
    });
  });
});
