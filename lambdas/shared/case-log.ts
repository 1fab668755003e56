import { CountersignError } from '../../statemachines/kernel/errors.ts';
import type { LedgerEntry, Stage } from '../../statemachines/kernel/ledger-entry.ts';

/** The newest entry of a stage, within one attempt and visit if given. */
export function newest(entries: readonly LedgerEntry[], stage: Stage, within?: { attempt: number; visit?: number }) {
  return entries.findLast((entry) => {
    if (entry.stage !== stage) return false;
    if (!within) return true;
    const { attempt, visit } = entry.body as { attempt?: number; visit?: number };
    return attempt === within.attempt && (within.visit === undefined || visit === within.visit);
  });
}

/**
 * The entry that brought the document of the case: the newest of `received` and `superseded`.
 * @param until as it was when this entry was appended
 */
export function broughtBy(entries: readonly LedgerEntry[], until?: LedgerEntry): LedgerEntry | undefined {
  return entries.findLast((entry) => bringsDocument(entry) && entry.seq <= (until?.seq ?? entry.seq));
}

/**
 * {@link broughtBy}, where the case must have a document by now.
 * @throws CountersignError LedgerBroken when it has none
 */
export function documentEntry(entries: readonly LedgerEntry[], until?: LedgerEntry): LedgerEntry {
  return required(broughtBy(entries, until), 'received');
}

/** Which producer brought the document. */
export const sourceOf = ({ body }: LedgerEntry): string => String(body['source'] ?? '');

/** What was said of the case since it has the document that it has. */
export function sinceDocument(entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  return entries.slice(entries.findLastIndex(bringsDocument) + 1);
}

const bringsDocument = ({ stage }: LedgerEntry) => stage === 'received' || stage === 'superseded';

/** @throws CountersignError LedgerBroken when the case lacks an entry that must be there by now */
export function required(entry: LedgerEntry | undefined, what: string): LedgerEntry {
  if (entry) return entry;
  throw new CountersignError(
    'LedgerBroken',
    `the ledger has no entry "${what}" for this case; it did not come by the way of the graph`,
  );
}

/** The n-th evidence hash of an entry. */
export function evidenceOf(entry: LedgerEntry, index: number): string {
  const hash = entry.evidence[index];
  if (hash) return hash;
  throw new CountersignError('LedgerBroken', `${entry.stage} (${entry.seq}) names no evidence at ${index}`);
}
