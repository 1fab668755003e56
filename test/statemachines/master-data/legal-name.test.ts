import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEGAL_FORMS, legalName } from '../../../statemachines/master-data/matching/legal-name.ts';

describe('the name of a company', () => {
  it.each([
    ['Société Générale-Bois, S.à r.l.', 'SOCIETE GENERALE BOIS'],
    ['PAPETERIE LUMIERE S A R L', 'PAPETERIE LUMIERE'],
    ['Muster GmbH & Co. KG', 'MUSTER'],
    ['Acme sp. z o.o.', 'ACME'],
    ['AG', 'AG'],
    ['SAS Institute', 'SAS INSTITUTE'],
    ['…', ''],
  ])('%s is compared as %s', (name, compared) => expect(legalName(name)).toBe(compared));

  it('is compared by the same legal forms as in the ERP', () => {
    const module = '../../../erp/tryton-module/trytond_countersign/names.py';
    const [, listed = ''] =
      /LEGAL_FORMS = \{([^}]*)\}/.exec(readFileSync(new URL(module, import.meta.url), 'utf8')) ?? [];
    const forms = [...listed.matchAll(/'([A-Z]+)'/g)].map(([, form]) => form);
    expect(forms.length).toBeGreaterThan(0);
    expect([...LEGAL_FORMS].sort()).toEqual(forms.sort());
  });

  it('is the same whatever legal form ends it, and compared twice', () => {
    const word = fc.stringMatching(/^[A-ZÉÜ][a-zéü]{5,9}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), fc.constantFrom(...LEGAL_FORMS), (words, form) => {
        const name = words.join(' ');
        const bare = legalName(name);
        fc.pre(!LEGAL_FORMS.has(words.join('').toUpperCase()));
        expect(legalName(`${name} ${form}`)).toBe(bare);
        expect(legalName(`${name}, ${[...form].join('.')}.`)).toBe(bare);
        expect(legalName(bare)).toBe(bare);
      }),
    );
  });
});
