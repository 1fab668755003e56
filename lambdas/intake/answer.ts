import { CountersignError } from '../../statemachines/kernel/errors.ts';
import type { Answers } from '../../statemachines/kernel/events/event-contract.ts';
import { type LedgerEntry, STAGE_WRITER, type Writer } from '../../statemachines/kernel/ledger-entry.ts';
import { reviewOf } from '../review/fold.ts';
import { dueAgain } from '../review/go-on.ts';
import { wake } from '../review/resume.ts';
import { asksSender, endsQuestion } from '../review/review-clock.ts';
import { newest } from '../shared/case-log.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import type { IntakeDeps, Received } from './deps.ts';
import { type Arrival, type Deed, heed, NotHeeded } from './heed.ts';
import { onOneLine } from './on-one-line.ts';

type Answer = Arrival &
  Pick<Answers, 'question' | 'text' | 'references'> & { readonly workflow: { readonly slug: string } };

/**
 * Puts an answer on record, if its case awaits it: the review goes on at once, and the next step is counted from now. The
 * words are for people to read; nothing is decided by them. What is lost between entry and waking the same event
 * makes good, or the sweep.
 * @throws CountersignError InvalidInput where there is no such case; LedgerBroken; Transient
 */
export async function answer(arrival: Answer, deps: IntakeDeps): Promise<Received> {
  const { caseId, subject, workflow, question, text, references = [] } = arrival;
  const entries = await deps.ledger.read(caseId);
  if (newest(entries, 'received')?.workflow.slug !== workflow.slug)
    throw new CountersignError('InvalidInput', `data: there is no case of ${subject} to answer`);
  await requireGenuine(deps.mac, entries, entries.filter(isReliedOn));
  const said = { question, text: onOneLine(text), references: references.map(onOneLine) };
  const deed: Deed = {
    stage: 'answered',
    body: { ...said, ...goesOnAs(entries, deps) },
    evidence: [],
    check: (now) => requireAwaited(now, arrival, deps.clock.now()),
  };
  const entry = await heed(arrival, deed, deps);
  if ('answer' in entry) return entry;
  const review = reviewOf(await deps.ledger.read(caseId));
  if (review) await wake(caseId, review, deps);
  return { answer: 'accepted', caseId };
}

/** How the review goes on: whose turn it is, and until when. While it awaits an answer, nothing else changes that. */
function goesOnAs(entries: readonly LedgerEntry[], { workflows, clock, hourSeconds }: IntakeDeps): Deed['body'] {
  const review = reviewOf(entries);
  const workflow = workflows.find(({ slug }) => slug === review?.decided.workflow.slug);
  if (!review || !workflow) return {};
  const { attempt, visit } = review.decided.body as { attempt: number; visit: number };
  const { due } = dueAgain(review, 'answered', { workflow, now: clock.now(), hourSeconds });
  return { attempt, visit, digest: review.digest, role: review.asked, due };
}

/** @throws NotHeeded */
function requireAwaited(entries: readonly LedgerEntry[], { question, payloadHash }: Answer, now: Date): void {
  if (!entries.some((entry) => asksSender(entry) && entry.body['question'] === question))
    throw new NotHeeded(`the case asks no question ${question}`);
  const ended = entries.find((entry) => endsQuestion(entry, question));
  if (ended?.stage === 'answered' && ended.body['payloadHash'] === payloadHash)
    throw new NotHeeded(`this very answer came with event ${ended.body['eventId']}`, 'duplicate');
  if (ended?.stage === 'answered') throw new NotHeeded(`it was answered before, by event ${ended.body['eventId']}`);
  const review = reviewOf(entries);
  if (review?.state !== 'open')
    throw new NotHeeded(`it is not awaited any more: the review is ${review?.state ?? 'closed'}`);
  const isOpen = review.question?.id === question && now.toISOString() < review.question.until;
  if (!isOpen) throw new NotHeeded('it is not awaited any more: its time was over, or something else was decided');
}

const RELIED_ON: ReadonlySet<Writer> = new Set(['decide', 'review', 'countersign']);
const isReliedOn = ({ stage }: LedgerEntry) => RELIED_ON.has(STAGE_WRITER[stage]);
