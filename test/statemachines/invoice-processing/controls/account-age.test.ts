import { describe, expect, it } from 'vitest';
import { accountAge } from '../../../../statemachines/invoice-processing/controls/account-age.ts';
import { paymentBlockOf } from '../../../../statemachines/invoice-processing/payment-block.ts';
import { allCodes, codesOf, creditCase, invoiceCase } from '../fixtures.ts';

describe('an account that is new in the master', () => {
  const number = 'FR7630004008280001020487192';
  const known = (since: string, active = true) => ({ vendor: { accounts: [{ number, active, since }] } });

  it.each(['2026-11-15', '2026-11-24', '2026-12-01'])('is not paid to without a call: since %s', (since) => {
    const [found, ...others] = accountAge.find(invoiceCase(known(since)));
    expect(found).toMatchObject({ code: 'BANK-ACCOUNT-RECENT', disposition: 'review', actual: 'FR76…7192' });
    expect(found?.message).toContain(since);
    expect(others).toEqual([]);
    expect(allCodes(invoiceCase(known(since)))).toEqual(['BANK-ACCOUNT-RECENT']);
  });

  it('counts too where the document names none, since the master says whom to pay', () => {
    const of = invoiceCase({ ...known('2026-11-20'), document: { payment: [] } });
    expect(codesOf(accountAge, of)).toEqual(['BANK-ACCOUNT-RECENT']);
    expect(paymentBlockOf(accountAge.find(of))).toBe('BANK-ACCOUNT-RECENT');
  });

  it('says nothing after ten days, of one that the document does not name, or of one that is not used', () => {
    expect(codesOf(accountAge, invoiceCase(known('2026-11-14')))).toEqual([]);
    const other = { number: 'FR7614508002000007163041592', active: true, since: '2026-11-20' };
    const accounts = [{ number, active: true, since: '2025-06-01' }, other];
    expect(codesOf(accountAge, invoiceCase({ vendor: { accounts } }))).toEqual([]);
    const gone = [{ ...other, active: false }];
    expect(codesOf(accountAge, invoiceCase({ vendor: { accounts: gone }, document: { payment: [] } }))).toEqual([]);
  });

  it('says nothing of an assignee, whose account is not among the vendor’s', () => {
    const payee = { name: 'A factor', identifiers: [{ scheme: '0002', id: '388471260' }] };
    expect(codesOf(accountAge, invoiceCase({ ...known('2026-11-20'), document: { payment: [], payee } }))).toEqual([]);
  });

  it('holds up no credit: nothing is paid', () => {
    expect(codesOf(accountAge, creditCase(known('2026-11-20')))).toEqual([]);
  });
});
