import { describe, expect, it } from 'vitest';
import { documentOf } from '../../../lambdas/erp/tryton/post-invoice.ts';
import { ACCOUNT_IN_DOUBT } from '../../../statemachines/invoice-processing/cooling-off.ts';
import { proposeInvoice } from '../../../statemachines/invoice-processing/proposal.ts';
import { invoiceReview } from '../../../statemachines/invoice-processing/review.ts';
import { canonicalJson } from '../../../statemachines/kernel/ids.ts';
import { allFindings, invoiceCase } from './fixtures.ts';

const number = 'FR7630004008280001020487192';
const since = (day: string) => invoiceCase({ vendor: { accounts: [{ number, active: true, since: day }] } });
const payloadOf = (of: ReturnType<typeof invoiceCase>) => proposeInvoice(of, allFindings(of))?.commands[0]?.payload;

describe('cooling-off before the first payment', () => {
  it('holds a payment to an account that is new, from the day of the decision, in the very proposal', () => {
    const payload = payloadOf(since('2026-11-20'));
    expect(payload).toMatchObject({ paymentBlock: 'BANK-ACCOUNT-RECENT', payNotBefore: '2026-12-04' });
    expect(canonicalJson(payload)).not.toBe(canonicalJson(payloadOf(since('2025-06-01'))));
  });

  it('counts for an account that nobody knows, since a call-back may have been deceived', () => {
    const of = invoiceCase({ document: { payment: [{ meansCode: '58', account: 'FR1420041010050500013M02606' }] } });
    expect(payloadOf(of)).toMatchObject({ payNotBefore: '2026-12-04' });
  });

  it('is not there where there is no doubt', () => {
    expect(payloadOf(invoiceCase())).not.toHaveProperty('payNotBefore');
  });

  it('stands in the ERP for whoever lifts the block', () => {
    expect(documentOf(payloadOf(since('2026-11-20')))).toMatchObject({
      description: expect.stringContaining(', payment blocked: BANK-ACCOUNT-RECENT, not to be paid before 2026-12-04'),
      paymentBlocked: true,
    });
  });

  it('waits for the same findings for which the vendor is called back', () => {
    expect(invoiceReview.callBackFor).toEqual([...ACCOUNT_IN_DOUBT]);
  });
});

describe('the numbers to call back', () => {
  it('are the vendor’s of the master; none where the vendor is not certain', () => {
    const { document, facts } = invoiceCase();
    expect(invoiceReview.callBackNumbers(document, facts)).toEqual([
      { id: '41', number: '+33400000001', unchangedSince: '2025-06-01' },
    ]);
    expect(invoiceReview.callBackNumbers(document, { ...facts, vendors: [] })).toEqual([]);
  });
});
