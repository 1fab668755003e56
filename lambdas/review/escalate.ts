import { CountersignError } from '../../statemachines/kernel/errors.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { ReviewStep } from '../../statemachines/kernel/review-steps.ts';
import { type CaseRef, MAX_ROUNDS, type TaskInput } from '../../statemachines/kernel/task-input.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import type { DecisionDeps } from './deps.ts';
import { type Review, reviewOf } from './fold.ts';
import { dueAgain } from './go-on.ts';
import type { OpenQuestion } from './review-clock.ts';
import { secondsUntil, waitFor } from './wait.ts';

export type EscalateDeps = Pick<DecisionDeps, 'workflowOf' | 'ledger' | 'mac' | 'clock' | 'hourSeconds'>;

/** For how long Countersign is opened again where it is answered at once, seconds. */
const AT_ONCE = 60;

/**
 * The time of a wait is over. What was decided before wins: Countersign opens again and is told at once. Else the next
 * step of the review is taken, once: a reminder, the next role, or, when all were asked, its end. Never consent (T5).
 * @throws CountersignError InvalidInput once the review was opened again too often; LedgerBroken
 */
export async function escalate(input: TaskInput, deps: EscalateDeps): Promise<CaseRef> {
  const { state: _, reason: __, ...ref } = input;
  const round = (ref.round ?? 0) + 1;
  if (round > MAX_ROUNDS) throw new CountersignError('InvalidInput', `round: opened again ${MAX_ROUNDS} times`);
  const entries = await deps.ledger.read(ref.caseId);
  const review = reviewOf(entries);
  if (!review || !isOf(review, ref)) throw new CountersignError('LedgerBroken', 'the review that waited is not there');
  const said = entries.filter(({ actor, stage }) => actor.kind === 'person' || stage in STEPS || stage === 'answered');
  await requireGenuine(deps.mac, entries, [review.decided, review.opened, ...said]);
  const again = (reviewSeconds: number): CaseRef => ({ ...ref, round, escalation: 'again', reviewSeconds });
  const ended: CaseRef = { ...ref, round, escalation: 'ended', reason: 'ReviewExpired' };
  if (ENDED.has(review.state)) return ended;
  if (review.state !== 'open') return again(AT_ONCE);
  const now = deps.clock.now();
  if (now < new Date(review.due)) return again(secondsUntil(new Date(review.due), now));
  try {
    const wait = await take(review, now, deps);
    return wait === undefined ? ended : again(wait);
  } catch (error) {
    if (error instanceof Overtaken) return again(AT_ONCE);
    throw error;
  }
}

const ENDED: ReadonlySet<Review['state']> = new Set(['expired', 'closed', 'superseded', 'withdrawn']);

/** Stages that this function writes. */
const STEPS = { reminded: true, escalated: true, 'review-expired': true, unanswered: true } as const;

function isOf({ decided: { body } }: Review, { attempt, visit = 0 }: CaseRef): boolean {
  return body['attempt'] === attempt && body['visit'] === visit;
}

/** Appends the next step if the review still stands as it was read; seconds to the step after it, none after the end. */
async function take(review: Review, now: Date, deps: EscalateDeps): Promise<number | undefined> {
  if (review.question) return giveUp(review, review.question, now, deps);
  const { decided, steps, taken } = review;
  const { company } = decided.body as { company: string };
  const step: ReviewStep = steps[taken] ?? { stage: 'review-expired', role: review.asked, hours: 0 };
  const following = step.stage === 'review-expired' ? undefined : (steps[taken + 1]?.hours ?? 0);
  const timing = { company, now, since: new Date(decided.at), hourSeconds: deps.hourSeconds };
  const wait = following === undefined ? undefined : waitFor(following, deps.workflowOf(decided.workflow.slug), timing);
  await note(review, { key: `Escalate/${taken}`, stage: step.stage, role: step.role, due: wait?.due }, deps);
  return wait?.seconds;
}

/** No answer is no consent: the review goes on as it was, with what was left of its time. */
async function giveUp(review: Review, { id }: OpenQuestion, now: Date, deps: EscalateDeps): Promise<number> {
  const workflow = deps.workflowOf(review.decided.workflow.slug);
  const { due, seconds } = dueAgain(review, 'unanswered', { workflow, now, hourSeconds: deps.hourSeconds });
  const { asked: role } = review;
  await note(review, { key: `Escalate/${id}`, stage: 'unanswered', role, due, question: id }, deps);
  return seconds;
}

interface Step {
  readonly key: string;
  readonly stage: keyof typeof STEPS;
  readonly role: string;
  readonly due: string | undefined;
  readonly question?: string;
}

async function note(review: Review, { key, stage, due, ...said }: Step, { ledger }: EscalateDeps): Promise<void> {
  const { decided, digest } = review;
  const { attempt, visit } = decided.body as { attempt: number; visit: number };
  await ledger.append(
    decided.caseId,
    {
      ...{ entryKey: `${attempt}/${visit}/${key}`, stage, workflow: decided.workflow, evidence: [] },
      actor: { kind: 'system', id: 'review' },
      body: { attempt, visit, digest, ...said, ...(due && { due }) },
    },
    { guard: (entries) => requireUnchanged(entries, review) },
  );
}

function requireUnchanged(entries: readonly LedgerEntry[], was: Review): void {
  const review = reviewOf(entries);
  const same = review?.opened.seq === was.opened.seq && review.taken === was.taken && review.due === was.due;
  if (review?.state !== 'open' || !same) throw new Overtaken();
}

/** Somebody decided, or took this step, in the same moment. */
class Overtaken extends Error {
  override readonly name = 'Overtaken';
}
