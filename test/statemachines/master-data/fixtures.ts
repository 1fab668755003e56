import { caseIdOf } from '../../../statemachines/kernel/ids.ts';
import { type ChangeRequest, changeRequest } from '../../../statemachines/master-data/change-request.ts';
import { masterDataControls } from '../../../statemachines/master-data/controls/controls.ts';
import { type PartyFact, type PartyFacts, partyFacts } from '../../../statemachines/master-data/facts.ts';
import type { PartyCase } from '../../../statemachines/master-data/party-case.ts';

export const OLD_IBAN = 'FR7630006000011234567890189';
export const NEW_IBAN = 'FR1420041010050500013M02606';

/** One change of each kind, as its owner asks for it. */
export const CHANGES = {
  name: { field: 'name', from: 'Papeterie Lumière SARL', to: 'Papeterie Soleil SARL' },
  spelling: { field: 'name', from: 'Papeterie Lumière SARL', to: 'PAPETERIE LUMIÈRE S.A.R.L.' },
  'tax-id': { field: 'tax-id', from: 'FR40303265045', to: 'FR58512340985' },
  account: { field: 'bank-account', from: [OLD_IBAN], add: NEW_IBAN },
  hold: { field: 'hold', from: false, to: true },
  lift: { field: 'hold', from: true, to: false },
} as const;

export const OWNERS = { name: 'crm', 'tax-id': 'supplier-portal', 'bank-account': 'supplier-portal', hold: 'risk' };

/** The vendor V-100, as the ERP has it. */
export const party = (more: object = {}): PartyFact => ({
  ...{ id: '12', code: 'V-100', name: 'Papeterie Lumière SARL', active: true, hold: false, country: 'FR' },
  ...{ taxId: 'FR40303265045', identifiers: [{ scheme: '0002', id: '303265045' }] },
  accounts: [{ number: 'FR76 3000 6000 0112 3456 7890 189', active: true, since: '2024-01-01' }],
  phones: [{ id: '5', number: '+33 1 23 45 67 89', unchangedSince: '2024-01-01' }],
  ...{ roles: ['vendor'], matchedBy: ['code'] },
  ...more,
});

/** Somebody else altogether. */
export const other = (more: object = {}): PartyFact =>
  party({
    ...{ id: '13', code: 'V-200', name: 'Imprimerie Nord', country: 'BE', taxId: 'BE0403019261' },
    ...{ identifiers: [], accounts: [], phones: [], matchedBy: ['name'] },
    ...more,
  });

export const factsOf = (...parties: readonly PartyFact[]): PartyFacts =>
  partyFacts.parse({
    ...{ schema: 1, readAt: '2026-11-24T09:00:00.000Z', parties, acts: [] },
    versions: [...new Set(parties.map(({ id }) => id))].map((id) => ({ kind: 'party', id, version: `v-${id}` })),
  });

export const requestOf = (change: object, more: object = {}): ChangeRequest =>
  changeRequest.parse({
    ...{ schema: 1, id: 'SP-1', role: 'vendor', code: 'V-100', name: 'Papeterie Lumière SARL', change },
    ...{ reason: 'As agreed.', requestedBy: 'portal-user' },
    ...more,
  });

interface Changed {
  readonly change: { readonly field: keyof typeof OWNERS };
  readonly source?: string;
  readonly parties?: readonly PartyFact[];
  readonly request?: object;
}

/** A change by the owner of its field, of a party that stands as believed, varied as told. */
export function changeCase({ change, source = OWNERS[change.field], parties, request }: Changed): PartyCase {
  const held = 'from' in change && change.field === 'hold' ? { hold: change.from } : {};
  return {
    caseId: caseIdOf('master-data', ['supplier-portal', 'SP-1']),
    document: requestOf(change, request),
    facts: factsOf(...(parties ?? [party(held)])),
    source,
    today: '2026-11-24',
  };
}

export const findingsOf = (of: PartyCase) => masterDataControls.flatMap((control) => control.find(of));
/** Code and disposition of each finding; a warning has none. */
export const found = (of: PartyCase) =>
  findingsOf(of).map(({ code, disposition }) => [code, disposition].filter(Boolean).join(' '));
