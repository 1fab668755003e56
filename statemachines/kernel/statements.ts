import type { LedgerEntry } from './ledger-entry.ts';

/** Whether by this entry a person says that the case is over: no earlier decision of it counts any more. */
export function isClosingStatement({ stage, body }: LedgerEntry): boolean {
  return stage === 'exception-resolved' && body['resolution'] !== 'accept-as-is';
}

/** The entry by which a person says that they have posted it in the ERP, unless it was taken back: the case posts nothing. */
export function handPosting(entries: readonly LedgerEntry[]): LedgerEntry | undefined {
  const said = entries.findLast(isHandPosting);
  return said && !entries.some((entry) => takesBack(entry, said)) ? said : undefined;
}

/** Whether a person has closed the case in this attempt or a later one, or has posted it themselves. */
export function isClosedByStatement(attempt: number, entries: readonly LedgerEntry[]): boolean {
  const closes = (entry: LedgerEntry) => isClosingStatement(entry) && !(Number(entry.body['attempt']) < attempt);
  return entries.some(closes) || handPosting(entries) !== undefined;
}

export const isHandPosting = ({ stage, body }: LedgerEntry) =>
  stage === 'exception-resolved' && body['resolution'] === 'posted-by-hand';

const takesBack = ({ stage, actor, body, seq }: LedgerEntry, said: LedgerEntry) =>
  stage === 'exception-taken-back' && actor.kind === 'person' && body['statement'] === said.seq && seq > said.seq;
