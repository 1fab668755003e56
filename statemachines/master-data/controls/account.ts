import { isValidIBAN } from 'ibantools';
import { sayAs } from '../../kernel/controls/say.ts';
import { masked } from '../../kernel/masked.ts';
import type { PartyFact } from '../facts.ts';
import { activeAccounts } from '../matching/standing.ts';
import type { PartyControl } from '../party-case.ts';

const say = sayAs('account');
const terms = ['bank-account'];

/**
 * An account that is added is a valid IBAN (ISO 13616, check digits by ISO 7064) and nobody else's, one that is removed
 * is nobody else's either; any change of accounts is confirmed by telephone.
 */
export const account: PartyControl = {
  id: 'account',
  owner: 'security',
  find({ document, facts }) {
    const { change, code } = document;
    if (change.field !== 'bank-account') return [];
    const changed =
      'The accounts that are paid to would change: call the party on a number of the master, never on one that came with the change.';
    return [
      ...[change.add, change.remove].flatMap((iban) => (iban === undefined ? [] : invalid(iban))),
      ...(change.add === undefined ? [] : ofOthers(change.add, code, facts.parties)),
      ...(change.remove === undefined ? [] : shared(change.remove, code, facts.parties)),
      say.review({
        code: 'BANK-ACCOUNT-CHANGE',
        message: changed,
        terms,
        expected: change.remove && masked(change.remove),
        actual: change.add && masked(change.add),
      }),
    ];
  },
};

function invalid(iban: string) {
  if (isValidIBAN(iban)) return [];
  const message = 'The account is no valid IBAN: the sender must look at it again.';
  return [say.reject({ code: 'IBAN-INVALID', message, terms, actual: masked(iban) })];
}

function ofOthers(iban: string, code: string, parties: readonly PartyFact[]) {
  const names = othersWith(iban, code, parties);
  if (names === '') return [];
  const message = `The account is that of ${names}: find out whose it is. The ERP gives one account to one party.`;
  return [say.park({ code: 'IBAN-OF-ANOTHER-PARTY', message, terms, actual: masked(iban) })];
}

function shared(iban: string, code: string, parties: readonly PartyFact[]) {
  const names = othersWith(iban, code, parties);
  if (names === '') return [];
  const message = `The account is that of ${names}, too, who would lose it: part them in the ERP first.`;
  return [say.park({ code: 'ACCOUNT-SHARED', message, terms, expected: masked(iban) })];
}

function othersWith(iban: string, code: string, parties: readonly PartyFact[]): string {
  const others = parties.filter((other) => other.code !== code && activeAccounts(other).has(iban));
  return others.map(({ name, code: theirs }) => `${name} (${theirs ?? 'no code'})`).join(', ');
}
