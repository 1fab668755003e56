import { sayAs } from '../../kernel/controls/say.ts';
import { masked } from '../../kernel/masked.ts';
import type { PartyFact } from '../facts.ts';
import { partyMeant } from '../matching/party-meant.ts';
import { activeAccounts, standingOf } from '../matching/standing.ts';
import type { PartyCase, PartyControl } from '../party-case.ts';

const say = sayAs('current');

/** What stands in the ERP is what the sender believes, and not yet what it wants. */
export const current: PartyControl = {
  id: 'current',
  owner: 'process-owner',
  find({ document, facts }) {
    const meant = partyMeant(document, facts);
    if (meant.kind !== 'found') return [];
    const { change } = document;
    const terms = [change.field];
    const standing = standingOf(change, meant.party);
    if (standing === 'as-believed') return [];
    const expected = standsNow(change, meant.party);
    if (standing === 'as-wanted') {
      const message = `${change.field} stands as wanted already: there is nothing to do.`;
      return [say.reject({ code: 'NOTHING-TO-DO', message, terms, expected })];
    }
    const message = `${change.field} is not what the sender believes: ${expected} stands there. It must look at that first.`;
    return [say.reject({ code: 'STALE-VALUE', message, terms, expected })];
  },
};

/** For people; of accounts, enough to recognise them. */
function standsNow({ field }: PartyCase['document']['change'], party: PartyFact): string {
  if (field === 'name') return party.name;
  if (field === 'hold') return party.hold ? 'a hold' : 'no hold';
  if (field === 'tax-id') return party.taxId ?? 'nothing';
  return [...activeAccounts(party)].map(masked).join(', ') || 'no account';
}
