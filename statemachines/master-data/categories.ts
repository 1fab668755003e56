import type { ChangeRequest } from './change-request.ts';

/** Rows of the delegation of authority for master data: one change counts as one minor unit of the group currency. */
export const MASTER_DATA_CATEGORIES = [
  'bank-account',
  'tax-id',
  'name',
  'name-spelling',
  'hold-set',
  'hold-lift',
] as const;
export type MasterDataCategory = (typeof MASTER_DATA_CATEGORIES)[number];

/** What the agent may commit: it restricts, or says the same in another spelling. */
export const AGENTS_OWN: readonly string[] = ['name-spelling', 'hold-set'] satisfies MasterDataCategory[];

/** By what is wanted and what stands in the ERP, never by what the sender believes. */
export function categoryOf(change: ChangeRequest['change'], now: { readonly name: string }): MasterDataCategory {
  if (change.field === 'hold') return change.to ? 'hold-set' : 'hold-lift';
  if (change.field !== 'name') return change.field;
  return sameSpelling(now.name, change.to) ? 'name-spelling' : 'name';
}

/** Differ two names in case, spaces and punctuation alone? Accents and symbols make another name. */
export function sameSpelling(one: string, other: string): boolean {
  const letters = (name: string) =>
    name
      .normalize('NFC')
      .toLowerCase()
      .replaceAll(/[\p{P}\p{Z}\s]+/gu, '');
  return letters(one) !== '' && letters(one) === letters(other);
}
