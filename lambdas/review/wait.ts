import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { addWorkingTime } from '../../statemachines/kernel/working-time.ts';

/** What a wait of a review is measured by. */
export interface Waiting {
  /** Code of the company whose calendar counts. */
  readonly company: string;
  readonly now: Date;
  /** When the review began: it is never longer than the workflow's `reviewSeconds`. */
  readonly since: Date;
  /** To try it out: a working hour takes so many seconds, at any time of any day. */
  readonly hourSeconds?: number | undefined;
}

/** When so many working hours from now are over, and for how many whole seconds a state must wait for that; at least one. */
export function waitFor(
  hours: number,
  { review, reviewSeconds }: Pick<Workflow, 'review' | 'reviewSeconds'>,
  { company, now, since, hourSeconds }: Waiting,
): { readonly due: string; readonly seconds: number } {
  const calendar = review.calendars[company] ?? review.calendars['*'];
  const wanted =
    hourSeconds === undefined ? addWorkingTime(now, hours, calendar).getTime() : +now + hours * hourSeconds * 1000;
  const due = new Date(Math.min(wanted, +since + reviewSeconds * 1000));
  return { due: due.toISOString(), seconds: secondsUntil(due, now) };
}

/** Whole seconds until a moment, rounded up; at least one. */
export function secondsUntil(due: Date, now: Date): number {
  return Math.max(1, Math.ceil((+due - +now) / 1000));
}
