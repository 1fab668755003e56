import { caseIdOf } from '../../statemachines/kernel/ids.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import type { Answered, Fate } from './account.ts';
import type { Made } from './erp-stand-in.ts';
import { toyNumber } from './toy-event.ts';
import type { Sent } from './traffic.ts';

interface Posted {
  readonly reference: string;
}

/** How many documents the ERP has of each number. */
export function perReference(documents: readonly Posted[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { reference } of documents) found.set(reference, (found.get(reference) ?? 0) + 1);
  return found;
}

/** Postings beyond the one that each number may have. */
export const doublePostings = (documents: readonly Posted[]): number => documents.length - perReference(documents).size;

/** Documents of one company that were made before another whose command was sent to it earlier. */
export function outOfOrder(documents: readonly Made[], sent: readonly { readonly body: string }[]): number {
  const place = new Map(sent.map(({ body }, nth) => [(JSON.parse(body) as { caseId: string }).caseId, nth]));
  const last = new Map<string, number>();
  let found = 0;
  for (const { company, caseId } of documents) {
    const nth = place.get(caseId) ?? -1;
    if (nth < (last.get(company) ?? 0)) found += 1;
    last.set(company, nth);
  }
  return found;
}

/** Events that were taken in before an earlier one of their subject, in words, by the order in which their cases began. */
export function outOfTurn(sent: readonly Sent[], began: readonly string[], answers: readonly Answered[]): string[] {
  const placeOf = new Map(began.map((name, nth) => [name, nth]));
  const accepted = new Set(answers.flatMap(({ event, answer }) => (answer === 'accepted' ? [event] : [])));
  const last = new Map<string, number>();
  const faults: string[] = [];
  const numbered = [...new Set(sent)].filter(({ event, place }) => place && accepted.has(event));
  for (const { content, place } of numbered.toSorted((a, b) => (a.place?.sequence ?? 0) - (b.place?.sequence ?? 0))) {
    const nth = placeOf.get(`${caseIdOf('toy', [toyNumber(content.key)])}-1`) ?? -1;
    const subject = place?.subject ?? '';
    if (nth < (last.get(subject) ?? 0)) faults.push(`${subject}: ${place?.sequence} was taken in out of its turn`);
    last.set(subject, nth);
  }
  return faults;
}

/** What must hold of one case once it has come to rest, in words where it does not. */
export function caseFaults(key: number, entries: readonly LedgerEntry[], documents: number, fate?: Fate): string[] {
  const count = (stage: string) => entries.filter((entry) => entry.stage === stage).length;
  const faults = chainFaults(entries).map(String);
  if (documents > 1) faults.push(`${documents} documents in the ERP`);
  if (count('confirmed') > documents) faults.push(`${count('confirmed')} confirmed, ${documents} documents`);
  if (count('received') !== 1) faults.push(`${count('received')} received`);
  if (fate !== undefined && documents > 0 && fate !== 'posted')
    faults.push(`its document says ${fate}, and it is posted`);
  return faults.map((fault) => `${toyNumber(key)}: ${fault}`);
}
