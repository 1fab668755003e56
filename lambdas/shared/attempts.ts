import { CountersignError } from '../../statemachines/kernel/errors.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { isClosingStatement } from './statements.ts';

/** Whether an entry begins the next attempt. */
export const isReopening = ({ stage }: LedgerEntry) => stage === 'reopened' || stage === 'reopened-by-person';

/** The attempt that is due: the last that was reopened, else the first. */
export function attemptOf(entries: readonly LedgerEntry[]): number {
  return Math.max(1, ...entries.filter(isReopening).map(({ body }) => Number(body['attempt'])));
}

/**
 * The entry that began an attempt: `received`, or the one that reopened the case. An execution that somebody started by
 * hand has none.
 * @throws CountersignError NotAuthorised when it is not the attempt that is due
 */
export function beginningOf(attempt: number, entries: readonly LedgerEntry[]): LedgerEntry {
  const begun = entries.findLast((entry) => isReopening(entry) || entry.stage === 'received');
  if (begun && attemptOf(entries) === attempt && Number(begun.body['attempt'] ?? 1) === attempt) return begun;
  throw new CountersignError('NotAuthorised', `nobody has begun attempt ${attempt}: ${attemptOf(entries)} is due`);
}

/** Attempts in a row that no person has asked for; the next interruption is left to a person, alarmed. */
export const MAX_ATTEMPTS = 3;

/** How often the sweep has reopened the case since a person last did, or since it was received. */
export function sweptInARow(entries: readonly LedgerEntry[]): number {
  const since = entries.findLastIndex(({ stage }) => stage === 'reopened-by-person');
  return entries.slice(since + 1).filter(({ stage }) => stage === 'reopened').length;
}

/** Whether a person has reopened the case after this attempt. */
export function isReopenedAfter(attempt: number, entries: readonly LedgerEntry[]): boolean {
  return entries.some(({ stage, body }) => stage === 'reopened-by-person' && Number(body['attempt']) > attempt);
}

/** Whether the case was closed after a decision, if only in a person's words, or reopened by one: the decision counts no more. */
export function isClosedSince(decided: LedgerEntry, entries: readonly LedgerEntry[]): boolean {
  return entries.some((entry) => entry.seq > decided.seq && (CLOSING.has(entry.stage) || isClosingStatement(entry)));
}

const CLOSING: ReadonlySet<string> = new Set([
  'refused',
  'parked',
  'reopened-by-person',
] satisfies LedgerEntry['stage'][]);
