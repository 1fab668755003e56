import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { MOST_ATTEMPTS } from '../reopen/ended-case.ts';
import { attemptOf } from '../shared/attempts.ts';
import { newest } from '../shared/case-log.ts';
import { statusOf } from '../shared/case-status.ts';
import { beginAttempt } from './begin.ts';
import type { IntakeDeps, Received } from './deps.ts';
import { type Arrival, documentHash, heed, NotHeeded, requireNotTooLate } from './heed.ts';
import { Overtaken, whileOvertaken } from './overtaken.ts';

/**
 * Replaces the document of a case: one conditional write begins the next attempt with it, and from then on nothing counts
 * that was decided, countersigned or commanded before. Only then the execution of the attempt before is stopped, and the
 * next one started; what is lost between them the same event makes good, or the sweep.
 * @returns `undefined` where the event opens the case: there is none, or it is this very event that opened it
 * @throws CountersignError LedgerBroken; Transient
 */
export function supersede(arrival: Arrival, deps: IntakeDeps): Promise<Received | undefined> {
  const { caseId, eventId, payloadHash, workflow } = arrival;
  return whileOvertaken(async () => {
    const entries = await deps.ledger.read(caseId);
    const received = newest(entries, 'received');
    if (!received || isTheSame(received, arrival)) return undefined;
    const attempt = attemptOf(entries);
    const entry = await heed(
      arrival,
      {
        stage: 'superseded',
        body: { attempt: attempt + 1, was: statusOf(entries) },
        evidence: [payloadHash, ...(arrival.asItCame ?? [])],
        check: (now) => {
          requireNotTooLate(now, arrival);
          requireReplaceable(now, attempt, payloadHash);
        },
      },
      deps,
    );
    if ('answer' in entry) return entry;
    await deps.starter.stop(
      workflow.slug,
      `${caseId}-${Number(entry.body['attempt']) - 1}`,
      `superseded by ${eventId}`,
    );
    await beginAttempt(entry, deps);
    return { answer: 'accepted', caseId };
  });
}

const isTheSame = ({ body }: LedgerEntry, { eventId, payloadHash }: Arrival) =>
  body['eventId'] === eventId && body['payloadHash'] === payloadHash;

function requireReplaceable(entries: readonly LedgerEntry[], attempt: number, payloadHash: string): void {
  if (attemptOf(entries) !== attempt) throw new Overtaken();
  if (documentHash(entries) === payloadHash && statusOf(entries) !== 'withdrawn')
    throw new NotHeeded('the case has this very document', 'duplicate');
  if (attempt >= MOST_ATTEMPTS)
    throw new NotHeeded(`it was attempted ${attempt} times, and ${MOST_ATTEMPTS} are the most`);
}
