import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { workingHoursBetween } from '../../statemachines/kernel/working-time.ts';
import type { Review } from './fold.ts';
import { waitFor } from './wait.ts';

interface GoingOn {
  readonly workflow: Pick<Workflow, 'review' | 'reviewSeconds'>;
  readonly now: Date;
  /** To try it out: a working hour takes so many seconds. */
  readonly hourSeconds?: number | undefined;
}

/** When a question that is asked now must be answered; never after the end of the whole review. */
export function answerUntil({ decided }: Review, hours: number, { workflow, ...time }: GoingOn): string {
  return waitFor(hours, workflow, { ...timingOf(decided), ...time }).due;
}

/**
 * When the step is due that a question has held up, if the review goes on now: answered, its hours are counted anew;
 * without an answer, it has what was left of them. Never after the end of the whole review.
 */
export function dueAgain(review: Review, why: 'answered' | 'unanswered', { workflow, ...time }: GoingOn) {
  const hours = why === 'answered' ? (review.steps[review.taken]?.hours ?? 0) : hoursLeft(review, workflow, time);
  return waitFor(hours, workflow, { ...timingOf(review.decided), ...time });
}

function hoursLeft(
  { question, decided }: Review,
  { review }: GoingOn['workflow'],
  { hourSeconds }: { hourSeconds?: number | undefined },
): number {
  if (!question) return 0;
  const from = new Date(question.asked.at);
  const to = new Date(question.stoppedAt);
  if (hourSeconds !== undefined) return Math.max(0, +to - +from) / (hourSeconds * 1000);
  return workingHoursBetween(from, to, review.calendars[timingOf(decided).company] ?? review.calendars['*']);
}

const timingOf = ({ at, body }: Review['decided']) => ({ company: String(body['company']), since: new Date(at) });
