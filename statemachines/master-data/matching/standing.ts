import { compact } from '../../kernel/normalise.ts';
import type { ChangeRequest } from '../change-request.ts';
import type { PartyFact } from '../facts.ts';

/** How what stands in the ERP is to what is wanted and to what the sender believes. */
export type Standing = 'as-wanted' | 'as-believed' | 'otherwise';

/** What is wanted already is said before what is believed wrongly; a part of it is otherwise. */
export function standingOf(change: ChangeRequest['change'], party: PartyFact): Standing {
  if (change.field === 'bank-account') {
    const active = activeAccounts(party);
    const added = change.add === undefined || active.has(change.add);
    const removed = change.remove === undefined || !active.has(change.remove);
    if (added && removed) return 'as-wanted';
    const partly = (change.add !== undefined && added) || (change.remove !== undefined && removed);
    return !partly && sameSet(active, new Set(change.from)) ? 'as-believed' : 'otherwise';
  }
  const now = readOf(change.field, party);
  if (now === change.to) return 'as-wanted';
  return now === change.from ? 'as-believed' : 'otherwise';
}

/** The numbers of the active accounts, compact. */
export const activeAccounts = ({ accounts }: Pick<PartyFact, 'accounts'>): ReadonlySet<string> =>
  new Set(accounts.filter(({ active }) => active).map(({ number }) => compact(number)));

function readOf(field: 'name' | 'tax-id' | 'hold', { name, taxId, hold }: PartyFact): string | boolean | null {
  if (field === 'name') return name.trim().normalize('NFC');
  if (field === 'hold') return hold;
  return taxId === undefined || compact(taxId) === '' ? null : compact(taxId);
}

const sameSet = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
  one.size === other.size && [...one].every((value) => other.has(value));
