import { sayAs } from '../../kernel/controls/say.ts';
import { partyMeant } from '../matching/party-meant.ts';
import type { PartyControl } from '../party-case.ts';

const say = sayAs('tax-id');
const terms = ['tax-id'];

/** Two letters of the country, then 2 to 13 letters and digits, one digit at least (Directive 2006/112/EC, article 215; ISO 3166). */
const VAT_ID = /^(?=.*\d)[A-Z]{2}[A-Z0-9]{2,13}$/;
/** Greece is EL there, and Northern Ireland XI. */
const PREFIX: Readonly<Record<string, readonly string[]>> = { GR: ['EL'], GB: ['GB', 'XI'] };

/** A VAT id has the form of one, and its country is a matter of attention where it is not that of the party. */
export const taxId: PartyControl = {
  id: 'tax-id',
  owner: 'finance-systems',
  find({ document, facts }) {
    const { change } = document;
    if (change.field !== 'tax-id') return [];
    const changed = 'The tax id would change: compare it with a public register before it is approved.';
    const always = say.review({ code: 'TAX-ID-CHANGE', message: changed, terms, actual: change.to });
    if (!VAT_ID.test(change.to)) {
      const message = 'The tax id has not the form of a VAT id: a country and at most 13 letters and digits.';
      return [say.reject({ code: 'VAT-ID-INVALID', message, terms, actual: change.to }), always];
    }
    const meant = partyMeant(document, facts);
    const country = meant.kind === 'found' ? meant.party.country?.toUpperCase() : undefined;
    if (country === undefined || (PREFIX[country] ?? [country]).includes(change.to.slice(0, 2))) return [always];
    const message = `The tax id is of another country than the party, which is in ${country}.`;
    return [say.warn({ code: 'VAT-ID-OF-ANOTHER-COUNTRY', message, terms, actual: change.to }), always];
  },
};
