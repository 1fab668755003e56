import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likenessOf } from '../../../statemachines/master-data/matching/merge-candidates.ts';
import { CHANGES, changeCase, findingsOf, found, NEW_IBAN, OLD_IBAN, other, party } from './fixtures.ts';

const account = (number: string) => ({ number, active: false, since: '2024-01-01' });

describe('a merge candidate', () => {
  it.each([
    ['the tax id', CHANGES.name, { taxId: 'fr 40 303 265 045' }, 'tax id'],
    ['the tax id that is wanted', CHANGES['tax-id'], { taxId: 'FR-58-512340985' }, 'tax id'],
    ['the registration', CHANGES.name, { identifiers: [{ id: '303 265 045' }] }, 'registration'],
    ['an account', CHANGES.name, { accounts: [account('fr76 3000 6000 0112 3456 7890 189')] }, 'account'],
    ['the account that is wanted', CHANGES.account, { accounts: [account(NEW_IBAN)] }, 'account'],
    ['name and country', CHANGES['tax-id'], { name: 'papeterie lumiere, sarl', country: 'fr' }, 'name and country'],
    [
      'the name without its legal form',
      CHANGES['tax-id'],
      { name: 'Papeterie Lumière', country: 'FR' },
      'name and country',
    ],
    ['the name that is wanted', CHANGES.name, { name: 'PAPETERIE SOLEIL SARL', country: 'FR' }, 'name and country'],
  ])('is seen by %s, and a steward looks', (_, change, more, by) => {
    const of = changeCase({ change, parties: [party(), other(more)] });
    const candidate = findingsOf(of).find(({ code }) => code === 'MERGE-CANDIDATE');
    expect(candidate).toMatchObject({ disposition: 'review' });
    expect(candidate?.message).toContain('(V-200)');
    expect(candidate?.message).toContain(`by ${by}`);
  });

  it.each([
    ['of the same name in another country', { name: 'Papeterie Lumière SARL', country: 'CH' }],
    ['of the same name, and no country', { name: 'Papeterie Lumière SARL', country: undefined }],
    ['of the same number in another register', { identifiers: [{ scheme: '0088', id: '303265045' }] }],
    ['that has nothing, either', { taxId: undefined, name: '…', identifiers: [{ id: '-' }], accounts: [account(' ')] }],
  ])('is nobody %s', (_, more) => {
    const bare = party({ accounts: [], taxId: '' });
    expect(likenessOf(bare, other(more))).toEqual([]);
    expect(found(changeCase({ change: CHANGES.name, parties: [party(), other(more)] }))).toEqual([
      'NAME-CHANGE review',
    ]);
  });

  it('keeps nobody from setting a hold at once', () => {
    const parties = [party(), other({ taxId: 'FR40303265045' })];
    expect(found(changeCase({ change: CHANGES.hold, parties }))).toEqual(['MERGE-CANDIDATE']);
  });

  it('is one of five at most, however many there are, and their number is said', () => {
    const many = Array.from({ length: 9 }, (_, n) =>
      other({ id: `${20 + n}`, code: `V-${n}`, taxId: 'FR40303265045' }),
    );
    const of = changeCase({ change: CHANGES.name, parties: [party(), ...many] });
    const message = findingsOf(of).find(({ code }) => code === 'MERGE-CANDIDATE')?.message;
    expect(message).toContain('4 more');
  });
});

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const short = fc.constantFrom('', 'A1', 'B2', 'FR40303265045', OLD_IBAN);
const compared = fc.record({
  name: fc.constantFrom('', 'Acme', 'Öl & Gas', 'Bäckerei Müller'),
  country: maybe(fc.constantFrom('FR', 'BE')),
  taxId: maybe(short),
  identifiers: fc.array(fc.record({ scheme: maybe(fc.constantFrom('0002', '0088')), id: short }), { maxLength: 3 }),
  accounts: fc.array(short.map(account), { maxLength: 3 }),
});
type Compared = typeof compared extends fc.Arbitrary<infer T> ? T : never;

/** The same party, written otherwise. */
const rewritten = (separator: string, lower: boolean, { taxId, identifiers, accounts, name, country }: Compared) => {
  const write = (text: string) => (lower ? text.toLowerCase() : text).split('').join(separator);
  return {
    name: lower ? `  ${name.toLowerCase()}.` : name.normalize('NFD').toUpperCase(),
    country: country && (lower ? country.toLowerCase() : country),
    taxId: taxId && write(taxId),
    identifiers: identifiers.map(({ scheme, id }) => ({ scheme, id: write(id) })),
    accounts: accounts.map((of) => ({ ...of, number: write(of.number) })),
  };
};

describe('by law, who looks like whom', () => {
  it('is the same from either side', () => {
    fc.assert(
      fc.property(compared, compared, (one, two) => {
        expect(likenessOf(one as never, two as never)).toEqual(likenessOf(two as never, one as never));
      }),
    );
  });

  it('does not depend on how anything is written', () => {
    const separators = fc.constantFrom('', ' ', '-', '.', '\u00a0');
    fc.assert(
      fc.property(compared, compared, separators, fc.boolean(), (one, two, separator, lower) => {
        const again = rewritten(separator, lower, two);
        expect(likenessOf(one as never, again as never)).toEqual(likenessOf(one as never, two as never));
      }),
    );
  });
});
