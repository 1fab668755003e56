import { sayAs } from '../../kernel/controls/say.ts';
import { partyMeant } from '../matching/party-meant.ts';
import type { PartyControl } from '../party-case.ts';

const say = sayAs('party');
const terms = ['code'];

/** The change is about exactly one active party, in the role that it says; nobody is created. */
export const party: PartyControl = {
  id: 'party',
  owner: 'process-owner',
  find({ document, facts }) {
    const { code, role } = document;
    const meant = partyMeant(document, facts);
    if (meant.kind === 'unknown') {
      const message = `The ERP has no party of the code ${code}: have it created there first.`;
      return [say.park({ code: 'PARTY-UNKNOWN', message, terms })];
    }
    if (meant.kind === 'ambiguous') {
      const message = `The ERP has several parties of the code ${code}: find out which one it is, and mend the master data.`;
      return [say.park({ code: 'PARTY-AMBIGUOUS', message, terms })];
    }
    if (meant.kind === 'not-in-role') {
      const message = `${code} is no ${role} in the ERP, and who owns a field depends on that: mend the master data.`;
      return [say.park({ code: 'PARTY-NOT-IN-ROLE', message, terms: ['role'] })];
    }
    if (meant.party.active) return [];
    const message = `${code} is no longer active in the ERP: reactivate it, or leave it as it is.`;
    return [say.park({ code: 'PARTY-INACTIVE', message, terms })];
  },
};
