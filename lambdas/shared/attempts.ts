import { CountersignError } from '../../statemachines/kernel/errors.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { isClosingStatement } from '../../statemachines/kernel/statements.ts';

/** Whether an entry begins the next attempt. */
export const isReopening = ({ stage }: LedgerEntry) => stage === 'reopened' || isAnew(stage);

/** Whether from an entry of this stage on nothing counts that was decided, countersigned or commanded before. */
export const isAnew = (stage: LedgerEntry['stage']) => stage === 'reopened-by-person' || stage === 'superseded';

/** The attempt that is due: the last that was reopened or superseded, else the first. */
export function attemptOf(entries: readonly LedgerEntry[]): number {
  return Math.max(1, ...entries.filter(isReopening).map(({ body }) => Number(body['attempt'])));
}

/**
 * The entry that began an attempt: `received`, or the one that reopened or superseded it. An execution that somebody
 * started by hand has none.
 * @throws CountersignError NotAuthorised when it is not the attempt that is due, or the case was withdrawn
 */
export function beginningOf(attempt: number, entries: readonly LedgerEntry[]): LedgerEntry {
  const begun = entries.findLast((entry) => isReopening(entry) || entry.stage === 'received');
  const isDue = attemptOf(entries) === attempt && Number(begun?.body['attempt'] ?? 1) === attempt;
  if (begun && isDue && !isVoid(attempt, entries)) return begun;
  const due = isVoid(attemptOf(entries), entries)
    ? 'its sender has withdrawn the case'
    : `${attemptOf(entries)} is due`;
  throw new CountersignError('NotAuthorised', `nobody has begun attempt ${attempt}: ${due}`);
}

/** That an attempt is still due at the very moment of a write; throws as {@link beginningOf}. */
export const whileDue = (attempt: number) => ({
  guard: (entries: readonly LedgerEntry[]) => void beginningOf(attempt, entries),
});

/** Attempts in a row that no person has asked for; the next interruption is left to a person, alarmed. */
export const MAX_ATTEMPTS = 3;

/** How often the sweep has reopened the case since a person or an event last began it anew, or since it was received. */
export function sweptInARow(entries: readonly LedgerEntry[]): number {
  const since = entries.findLastIndex(({ stage }) => isAnew(stage));
  return entries.slice(since + 1).filter(({ stage }) => stage === 'reopened').length;
}

/** Whether a person has reopened the case after this attempt, or its sender has superseded or withdrawn it. */
export function isVoid(attempt: number, entries: readonly LedgerEntry[]): boolean {
  return entries.some(({ stage, body }) => {
    const of = Number(body['attempt']);
    return isAnew(stage) ? of > attempt : stage === 'withdrawn-by-sender' && of >= attempt;
  });
}

/**
 * Whether the case was closed after a decision, if only in a person's words, or begun anew by a person or its sender: the
 * decision counts no more.
 */
export function isClosedSince(decided: LedgerEntry, entries: readonly LedgerEntry[]): boolean {
  return entries.some((entry) => entry.seq > decided.seq && (CLOSING.has(entry.stage) || isClosingStatement(entry)));
}

const CLOSING: ReadonlySet<string> = new Set([
  'refused',
  'parked',
  'reopened-by-person',
  'superseded',
  'withdrawn-by-sender',
] satisfies LedgerEntry['stage'][]);
