import { isWithin } from '../../../statemachines/kernel/authority/measure.ts';
import type { Commitment, Commitments } from '../ports.ts';
import type { Subject } from './question.ts';
import type { AuthoritySnapshot } from './snapshot.ts';

const DAY_MS = 86_400_000;
/** As long as a window may be. */
const LONGEST_DAYS = 366;

/** Whose sum a case belongs to: a group of legal entities, as one workflow measures it. */
export const groupOf = (workflow: string, { measure }: Pick<Subject, 'measure'>) => `${workflow}#${measure.group}`;

interface Asked {
  readonly workflow: string;
  readonly caseId: string;
  /** UTC day on which it would be committed. */
  readonly day: string;
}

/**
 * The case with what others of its group have committed within the window around a day: what the facts can't have seen
 * yet, and what a document's own date would take out of the window.
 * @throws CountersignError Transient
 */
export async function withCommitted(
  subject: Subject,
  { materiality }: Pick<AuthoritySnapshot, 'materiality'>,
  { workflow, caseId, day }: Asked,
  commitments: Pick<Commitments, 'since'>,
): Promise<Subject> {
  const window = { today: day, days: materiality?.cumulative.windowDays ?? LONGEST_DAYS };
  const from = new Date(Date.parse(day) - window.days * DAY_MS).toISOString().slice(0, 10);
  const all = await commitments.since(groupOf(workflow, subject), from);
  const committed = all
    .filter((other) => other.caseId !== caseId && isWithin(other.date, window))
    .map((other) => ({ caseId: other.caseId, exposures: [...other.exposures] }));
  return { ...subject, measure: { ...subject.measure, committed } };
}

/** From when on no window can reach back to it; seconds since 1970. */
export function expiryOf({ date }: Pick<Commitment, 'date'>): number {
  return Date.parse(date) / 1000 + (LONGEST_DAYS + 2) * (DAY_MS / 1000);
}
