import { randomUUID } from 'node:crypto';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { documentEntry } from '../shared/case-log.ts';
import { appendAct, type Done } from './append-act.ts';
import type { DecisionDeps, Person } from './deps.ts';
import type { Review } from './fold.ts';
import { answerUntil } from './go-on.ts';
import { Refusal } from './refusal.ts';
import { requireOpen, type UnderReview } from './under-review.ts';

/** Questions of one review to its sender; each stops its clock. */
export const MOST_QUESTIONS = 3;

/**
 * Asks whoever sent the case. Until they answer, or their time is over, nobody is reminded and the next role is not
 * asked; people may decide meanwhile. One question at a time.
 * @throws Refusal question-refused with the reason
 */
export function askSender(
  person: Person,
  { review, entries }: UnderReview,
  { comment, request }: { readonly comment: string; readonly request?: Done['request'] },
  deps: DecisionDeps,
): Promise<LedgerEntry> {
  const workflow = deps.workflowOf(review.decided.workflow.slug);
  const { answerWithin } = workflow.review;
  if (answerWithin === undefined) throw new Refusal('question-refused', 'This workflow asks its senders nothing.');
  const now = deps.clock.now();
  const until = answerUntil(review, answerWithin, { workflow, now, hourSeconds: deps.hourSeconds });
  const event = String(documentEntry(entries, review.decided).body['eventId']);
  const check = (as: Review) => {
    requireOpen(as, person, review.digest, now.toISOString());
    requireAskable(as);
    if (until <= now.toISOString()) throw new Refusal('question-refused', 'No time is left for an answer.');
  };
  check(review);
  const body = { to: 'sender', comment, question: randomUUID(), event, until };
  return appendAct(person, review, { stage: 'asked-back', body, request, check }, deps);
}

function requireAskable({ question, questions }: Review): void {
  if (question) throw new Refusal('question-refused', `An answer is awaited until ${question.until}.`);
  if (questions >= MOST_QUESTIONS) throw new Refusal('question-refused', `${MOST_QUESTIONS} questions are the most.`);
}
