import { compact } from '../../kernel/normalise.ts';
import type { PartyFact } from '../facts.ts';
import type { PartyCase } from '../party-case.ts';
import { legalName } from './legal-name.ts';
import { partyMeant } from './party-meant.ts';

/** By what two parties look like one. */
export type Likeness = 'tax id' | 'registration' | 'account' | 'name and country';

type Compared = Pick<PartyFact, 'name' | 'country' | 'taxId' | 'identifiers' | 'accounts'>;

/** Symmetric, and the same however identifiers, accounts and names are written. */
export function likenessOf(one: Compared, other: Compared): Likeness[] {
  return [
    ...(shared(taxOf(one), taxOf(other)) ? (['tax id'] as const) : []),
    ...(sharedRegistration(one, other) ? (['registration'] as const) : []),
    ...(shared(accountsOf(one), accountsOf(other)) ? (['account'] as const) : []),
    ...(shared(nameOf(one), nameOf(other)) ? (['name and country'] as const) : []),
  ];
}

export interface MergeCandidate {
  readonly party: PartyFact;
  readonly by: readonly Likeness[];
}

/** Other parties that look like the one meant, as it stands or as it is to stand. To be looked at: nothing merges them. */
export function mergeCandidates({ document, facts }: PartyCase): MergeCandidate[] {
  const meant = partyMeant(document, facts);
  if (meant.kind !== 'found') return [];
  const { party } = meant;
  const after = changed(party, document.change);
  return facts.parties
    .filter(({ id }) => id !== party.id)
    .map((other) => ({ party: other, by: [...new Set([...likenessOf(party, other), ...likenessOf(after, other)])] }))
    .filter(({ by }) => by.length > 0);
}

function changed(party: PartyFact, change: PartyCase['document']['change']): Compared {
  if (change.field === 'name') return { ...party, name: change.to };
  if (change.field === 'tax-id') return { ...party, taxId: change.to };
  if (change.field === 'hold' || change.add === undefined) return party;
  return { ...party, accounts: [...party.accounts, { number: change.add, active: true, since: '9999-12-31' }] };
}

const known = (keys: readonly string[]) => keys.filter((key) => key !== '');
const taxOf = ({ taxId = '' }: Compared) => known([compact(taxId)]);
const accountsOf = ({ accounts }: Compared) => known(accounts.map(({ number }) => compact(number)));

function nameOf({ name, country = '' }: Compared) {
  const key = legalName(name);
  return key === '' || country === '' ? [] : [`${country.toUpperCase()} ${key}`];
}

/** A registration without a scheme may be any. */
function sharedRegistration({ identifiers: ours }: Compared, { identifiers: theirs }: Compared): boolean {
  return ours.some(({ scheme, id }) =>
    theirs.some(
      (other) =>
        compact(id) !== '' &&
        compact(other.id) === compact(id) &&
        (scheme === undefined || other.scheme === undefined || other.scheme === scheme),
    ),
  );
}

const shared = (ours: readonly string[], theirs: readonly string[]) => ours.some((key) => theirs.includes(key));
