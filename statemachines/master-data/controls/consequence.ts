import { sayAs } from '../../kernel/controls/say.ts';
import { categoryOf } from '../categories.ts';
import { partyMeant } from '../matching/party-meant.ts';
import type { PartyControl } from '../party-case.ts';

const say = sayAs('consequence');

/** Another name is another party until somebody has looked; a hold that is lifted lets money go again. */
export const consequence: PartyControl = {
  id: 'consequence',
  owner: 'process-owner',
  find({ document, facts }) {
    const meant = partyMeant(document, facts);
    if (meant.kind !== 'found') return [];
    const { change } = document;
    const category = categoryOf(change, meant.party);
    if (category === 'hold-lift') {
      const message = 'The hold would be lifted: find out whether what it was set for is settled.';
      return [say.review({ code: 'HOLD-LIFTED', message, terms: ['hold'] })];
    }
    if (category !== 'name' || change.field !== 'name') return [];
    const message = 'More than the spelling of the name would change: find out whether it is still the same party.';
    const said = { message, terms: ['name'], expected: meant.party.name, actual: change.to };
    return [say.review({ code: 'NAME-CHANGE', ...said })];
  },
};
