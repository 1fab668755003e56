import { describe, expect, it } from 'vitest';
import { bankDetails } from '../../../../statemachines/invoice-processing/controls/bank-details.ts';
import { paymentBlockOf } from '../../../../statemachines/invoice-processing/payment-block.ts';
import { proposeInvoice } from '../../../../statemachines/invoice-processing/proposal.ts';
import { codesOf, creditCase, invoiceCase } from '../fixtures.ts';

const pay = (...accounts: string[]) => ({ payment: accounts.map((account) => ({ meansCode: '30', account })) });
const factor = {
  payee: { name: 'Crédit Affacturage de l’Ouest SA', vatId: 'FR17388471260' },
  account: 'FR7616958000010004581320713',
  from: '2026-01-01',
};
const payee = {
  name: 'CREDIT AFFACTURAGE DE L’OUEST SA',
  identifiers: [{ scheme: '0002', id: '388471260' }],
  legalRegistration: { scheme: '0002', id: '388471260' },
};

describe('bank details', () => {
  it('reviews an account that is not on file, and blocks the payment', () => {
    const of = invoiceCase({ document: pay('FR7614508002000007163041592') });
    const findings = bankDetails.find(of);
    expect(findings).toMatchObject([{ code: 'BANK-ACCOUNT-UNKNOWN', disposition: 'review' }]);
    expect(paymentBlockOf(findings)).toBe('BANK-ACCOUNT-UNKNOWN');
    const payload = proposeInvoice(of, findings)?.commands[0]?.payload;
    expect(payload?.['paymentBlock']).toBe('BANK-ACCOUNT-UNKNOWN');
  });

  it('looks at every account, not only the first', () => {
    const document = pay('FR7630004008280001020487192', 'FR7614508002000007163041592');
    expect(codesOf(bankDetails, invoiceCase({ document }))).toEqual(['BANK-ACCOUNT-UNKNOWN']);
  });

  it.each([
    ['wrong check digits', 'FR7730004008280001020487192'],
    ['wrong length', 'FR763000400828000102048719'],
    ['no country with IBANs', 'ZZ7630004008280001020487192'],
  ])('finds an IBAN with %s', (_, account) => {
    expect(codesOf(bankDetails, invoiceCase({ document: pay(account) }))).toContain('IBAN-INVALID');
  });

  it('does not accept an account that the vendor no longer uses', () => {
    const vendor = { accounts: [{ number: 'FR7630004008280001020487192', active: false, since: '2025-06-01' }] };
    expect(codesOf(bankDetails, invoiceCase({ vendor }))).toEqual(['BANK-ACCOUNT-UNKNOWN']);
  });

  it('never shows a whole account in a finding', () => {
    const findings = bankDetails.find(invoiceCase({ document: pay('FR7614508002000007163041592', '021000021-4711') }));
    expect(JSON.stringify(findings)).not.toMatch(
      /FR7614508002000007163041592|0210000214711|FR7630004008280001020487192/,
    );
  });

  it('compares accounts that are no IBAN without judging their digits', () => {
    const vendor = { accounts: [{ number: '021000021-000123456789', active: true, since: '2025-06-01' }] };
    expect(codesOf(bankDetails, invoiceCase({ vendor, document: pay('021000021 000123456789') }))).toEqual([]);
  });

  it('accepts the account on file however it is grouped, and a document without accounts', () => {
    expect(codesOf(bankDetails, invoiceCase({ document: pay('fr76-3000 4008.2800 0102 0487 192') }))).toEqual([]);
    expect(codesOf(bankDetails, invoiceCase({ document: { payment: [] } }))).toEqual([]);
  });
});

describe('payee other than the seller', () => {
  const assigned = { ...pay(factor.account), payee };

  it('needs a recorded assignment', () => {
    const of = invoiceCase({ document: assigned });
    expect(bankDetails.find(of)).toMatchObject([{ code: 'PAYEE-NOT-SELLER', disposition: 'review' }]);
    expect(paymentBlockOf(bankDetails.find(of))).toBeDefined();
  });

  it.each([
    ['has ended', { to: '2026-11-23' }],
    ['has not begun', { from: '2026-11-25' }],
    ['is to somebody else', { payee: { name: 'Other Factor', vatId: 'FR00111111111' } }],
  ])('does not accept an assignment that %s', (_, change) => {
    const vendor = { assignments: [{ ...factor, ...change }] };
    expect(codesOf(bankDetails, invoiceCase({ document: assigned, vendor }))).toEqual(['PAYEE-NOT-SELLER']);
  });

  it('is paid on the account of the assignment only', () => {
    const document = { ...assigned, ...pay('FR7614508002000007163041592') };
    const vendor = { assignments: [factor] };
    expect(codesOf(bankDetails, invoiceCase({ document, vendor }))).toEqual(['BANK-ACCOUNT-UNKNOWN']);
  });

  it('cannot be passed over by a document that asks to pay the vendor', () => {
    const vendor = { assignments: [factor] };
    expect(codesOf(bankDetails, invoiceCase({ vendor }))).toEqual(['ASSIGNMENT-IGNORED']);
    expect(codesOf(bankDetails, creditCase({ vendor }))).toEqual([]);
  });

  it('is accepted as assigned, up to the last day', () => {
    const vendor = { assignments: [{ ...factor, to: '2026-11-24' }] };
    expect(codesOf(bankDetails, invoiceCase({ document: assigned, vendor }))).toEqual([]);
  });

  it('may be the seller itself', () => {
    const self = { name: 'PAPETERIE LUMIERE SARL', identifiers: [] };
    expect(codesOf(bankDetails, invoiceCase({ document: { payee: self } }))).toEqual([]);
    const impostor = { name: 'Papeterie Lumière SARL', identifiers: [{ scheme: '0002', id: '999999999' }] };
    expect(codesOf(bankDetails, invoiceCase({ document: { payee: impostor } }))).toEqual(['PAYEE-NOT-SELLER']);
  });
});
