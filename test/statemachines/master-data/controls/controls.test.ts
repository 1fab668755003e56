import { describe, expect, it } from 'vitest';
import { ownersOf } from '../../../../statemachines/master-data/owners.ts';
import { CHANGES, changeCase, findingsOf, found, NEW_IBAN, OLD_IBAN, other, party } from '../fixtures.ts';

const bank = (more: object) => ({ ...CHANGES.account, ...more });
const account = (number: string, active = true) => ({ number, active, since: '2024-01-01' });

describe('a change goes back to its sender', () => {
  it.each([
    ['crm', CHANGES.account],
    ['erp', CHANGES.account],
    ['crm', CHANGES['tax-id']],
    ['supplier-portal', CHANGES.name],
    ['supplier-portal', CHANGES.hold],
    ['', CHANGES.hold],
    ['Supplier-Portal', CHANGES.account],
  ])('by %s, which does not own its field, naming who does', (source, change) => {
    const of = changeCase({ change, source });
    const [first] = findingsOf(of);
    expect(first).toMatchObject({ code: 'FIELD-NOT-OWNED', disposition: 'reject' });
    expect(first?.expected).toBe(ownersOf(of.document).join(', '));
    expect(first?.message).toContain(ownersOf(of.document)[0]);
  });

  it('by the owner of a vendor’s tax id, if it is a customer’s', () => {
    const customer = { parties: [party({ roles: ['customer'] })], request: { role: 'customer' } };
    const of = { ...customer, change: CHANGES['tax-id'] };
    expect(found(changeCase({ ...of, source: 'supplier-portal' }))).toContain('FIELD-NOT-OWNED reject');
    expect(found(changeCase({ ...of, source: 'crm' }))).toEqual(['TAX-ID-CHANGE review']);
  });

  it.each([
    ['the name', CHANGES.name, { name: 'Papeterie Lune' }],
    ['the tax id', CHANGES['tax-id'], { taxId: 'FR19552100554' }],
    ['the tax id, which is none', CHANGES['tax-id'], { taxId: undefined }],
    ['an account more', CHANGES.account, { accounts: [account(OLD_IBAN), account('BE68539007547034')] }],
    ['no account', CHANGES.account, { accounts: [account(OLD_IBAN, false)] }],
    [
      'a part of it done',
      bank({ from: [OLD_IBAN], remove: OLD_IBAN }),
      { accounts: [account(NEW_IBAN), account(OLD_IBAN)] },
    ],
    ['nothing to remove', bank({ remove: 'BE68539007547034' }), {}],
  ])('where the ERP has otherwise %s', (_, change, now) => {
    const findings = findingsOf(changeCase({ change, parties: [party(now)] }));
    expect(findings).toContainEqual(expect.objectContaining({ code: 'STALE-VALUE', disposition: 'reject' }));
    const said = JSON.stringify(findings);
    expect(said).not.toContain(OLD_IBAN);
    expect(said).not.toContain(NEW_IBAN);
  });

  it.each([
    ['name', CHANGES.name, { name: 'Papeterie Soleil SARL' }],
    ['tax id', CHANGES['tax-id'], { taxId: 'FR 58 512 340 985' }],
    ['account', CHANGES.account, { accounts: [account(OLD_IBAN), account('FR14 2004 1010 0505 0001 3M02 606')] }],
    ['hold', CHANGES.hold, { hold: true }],
  ])('where there is nothing to do, the %s', (_, change, now) => {
    expect(found(changeCase({ change, parties: [party(now)] }))).toContain('NOTHING-TO-DO reject');
  });

  it.each(['FR1420041010050500013M02607', 'FR142004101005050001', 'XX1420041010050500013M02606', '12345678'])(
    'with the malformed account %s',
    (add) => expect(found(changeCase({ change: bank({ add }) }))).toContain('IBAN-INVALID reject'),
  );

  it.each(['40303265045', 'FR', 'FRABC', 'FR403032650451234', 'F1234567'])('with the malformed tax id %s', (to) => {
    expect(found(changeCase({ change: { ...CHANGES['tax-id'], to } as never }))).toContain('VAT-ID-INVALID reject');
  });
});

describe('a change waits until somebody has mended', () => {
  it.each([
    ['the party, which is unknown', [other()], 'PARTY-UNKNOWN park'],
    ['the party, which another identifier alone points at', [party({ matchedBy: ['tax-id'] })], 'PARTY-UNKNOWN park'],
    ['the party, which is there twice', [party(), party({ id: '14' })], 'PARTY-AMBIGUOUS park'],
    ['the party, which is a customer only', [party({ roles: ['customer'] })], 'PARTY-NOT-IN-ROLE park'],
    ['the party, which is nothing yet', [party({ roles: [] })], 'PARTY-NOT-IN-ROLE park'],
    ['the party, which is not active', [party({ active: false })], 'PARTY-INACTIVE park'],
    ['whose account it is', [party(), other({ accounts: [account(NEW_IBAN)] })], 'IBAN-OF-ANOTHER-PARTY park'],
  ])('%s', (_, parties, code) => expect(found(changeCase({ change: CHANGES.account, parties }))).toContain(code));
});

it('an account is not taken from somebody who shares it', () => {
  const of = (others: object) =>
    found(changeCase({ change: bank({ add: undefined, remove: OLD_IBAN }), parties: [party(), other(others)] }));
  expect(of({ accounts: [account(OLD_IBAN)] })).toContain('ACCOUNT-SHARED park');
  expect(of({ accounts: [{ ...account(OLD_IBAN), active: false }] })).not.toContain('ACCOUNT-SHARED park');
});

describe('a steward looks', () => {
  it.each([
    [CHANGES.account, ['BANK-ACCOUNT-CHANGE review']],
    [bank({ add: undefined, remove: OLD_IBAN }), ['BANK-ACCOUNT-CHANGE review']],
    [CHANGES['tax-id'], ['TAX-ID-CHANGE review']],
    [CHANGES.name, ['NAME-CHANGE review']],
    [CHANGES.lift, ['HOLD-LIFTED review']],
    [CHANGES.spelling, []],
    [CHANGES.hold, []],
  ])('at %o for %o', (change, codes) => expect(found(changeCase({ change }))).toEqual(codes));

  it.each([
    ['accents', 'Papeterie Lumiere SARL'],
    ['a letter that only looks the same', 'Pаpeterie Lumière SARL'],
    ['a symbol', 'Papeterie Lumière SARL+'],
  ])('at a name that differs in %s', (_, to) => {
    expect(found(changeCase({ change: { ...CHANGES.name, to } as never }))).toContain('NAME-CHANGE review');
  });

  it('is told of a tax id of another country', () => {
    const change = { ...CHANGES['tax-id'], to: 'DE811569869' } as never;
    expect(found(changeCase({ change }))).toEqual(['VAT-ID-OF-ANOTHER-COUNTRY', 'TAX-ID-CHANGE review']);
    const greek = [party({ country: 'GR', taxId: 'EL094259216' })];
    const from = { field: 'tax-id', from: 'EL094259216', to: 'EL123456783' } as const;
    expect(found(changeCase({ change: from, parties: greek }))).toEqual(['TAX-ID-CHANGE review']);
  });
});
