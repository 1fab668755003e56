import { CountersignError } from '../../statemachines/kernel/errors.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { attemptOf } from '../shared/attempts.ts';
import { newest } from '../shared/case-log.ts';
import { statusOf } from '../shared/case-status.ts';
import type { IntakeDeps, Received } from './deps.ts';
import { type Arrival, type Deed, heed, NotHeeded, requireNotTooLate } from './heed.ts';
import { Overtaken, whileOvertaken } from './overtaken.ts';

/**
 * Ends a case for good, unless its sender replaces its document later: nothing of it counts any more, and its execution
 * is stopped. What is lost between the two the same event makes good.
 * @throws CountersignError InvalidInput where there is no such case; LedgerBroken; Transient
 */
export function withdraw(arrival: Arrival & { readonly reason: string }, deps: IntakeDeps): Promise<Received> {
  const { caseId, subject, reason, workflow, eventId } = arrival;
  return whileOvertaken(async () => {
    const entries = await deps.ledger.read(caseId);
    if (!newest(entries, 'received'))
      throw new CountersignError('InvalidInput', `data: there is no case of ${subject} to withdraw`);
    const attempt = attemptOf(entries);
    const deed: Deed = {
      stage: 'withdrawn-by-sender',
      body: { attempt, was: statusOf(entries), reason },
      evidence: [],
      check: (now) => {
        requireNotTooLate(now, arrival);
        requireWithdrawable(now, attempt);
      },
    };
    const entry = await heed(arrival, deed, deps);
    if ('answer' in entry) return entry;
    const ended = `${caseId}-${Number(entry.body['attempt'])}`;
    await deps.starter.stop(workflow.slug, ended, `withdrawn by ${eventId}`);
    return { answer: 'accepted', caseId };
  });
}

function requireWithdrawable(entries: readonly LedgerEntry[], attempt: number): void {
  if (attemptOf(entries) !== attempt) throw new Overtaken();
  if (statusOf(entries) === 'withdrawn') throw new NotHeeded('the case is withdrawn', 'duplicate');
}
