import { type CaseRef, stepKey, type WaitingInput } from '../../statemachines/kernel/task-input.ts';
import { beginningOf, whileDue } from '../shared/attempts.ts';
import { evidenceOf, newest, required } from '../shared/case-log.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import type { DecisionDeps } from './deps.ts';
import { reviewOf } from './fold.ts';
import { resume } from './resume.ts';

export interface OpenReview {
  readonly caseId: string;
  readonly digest: string;
  readonly taskToken: string;
  /** UTC; when the time of the state is over that waits on the token. */
  readonly due: string;
}

/** Where the answer to a waiting review goes; never in the ledger, since a token is no evidence. */
export interface OpenReviews {
  put(review: OpenReview): Promise<void>;
  /** By a consistent read. */
  get(caseId: string): Promise<OpenReview | undefined>;
}

export type ReviewDeps = Pick<DecisionDeps, 'workflowOf' | 'ledger' | 'mac' | 'reviews' | 'answerer' | 'clock'>;

/**
 * Opens a review: by whom, until when, exactly what and why; or waits on, if it is open. The graph then waits for the
 * token: when its time is over Escalate takes the next step, and time is never consent. What was decided meanwhile is answered at once.
 * @throws CountersignError NotAuthorised for an attempt that is not due: it takes no answer from the one that waits
 */
export async function openReview(input: WaitingInput, deps: ReviewDeps): Promise<CaseRef> {
  const { state, taskToken, ...ref } = input;
  const { caseId } = ref;
  const entries = await deps.ledger.read(caseId);
  beginningOf(ref.attempt, entries);
  const at = { attempt: ref.attempt, visit: ref.visit ?? 0 };
  const decided = required(newest(entries, 'decided', at), `decided, visit ${at.visit}`);
  await requireGenuine(deps.mac, entries, [decided]);
  const workflow = deps.workflowOf(ref.workflow);
  const digest = evidenceOf(decided, 0);
  const { role = '', findings = [], approvals = 2, second, reviewSeconds = workflow.reviewSeconds } = decided.body;
  const ends = new Date(deps.clock.now().getTime() + Number(reviewSeconds) * 1000).toISOString();
  const due = String(decided.body['due'] ?? ends);
  const wholeEnds = new Date(Date.parse(decided.at) + workflow.reviewSeconds * 1000).toISOString();
  await deps.ledger.append(
    caseId,
    {
      entryKey: stepKey({ ...ref, state }),
      stage: 'review-opened',
      actor: { kind: 'system', id: 'review' },
      workflow: { slug: workflow.slug, version: workflow.version },
      body: { ...at, digest, role, approvals, ...(second !== undefined && { second }), findings, due, ends: wholeEnds },
      evidence: [],
    },
    whileDue(ref.attempt),
  );
  const before = reviewOf(entries);
  const known = before?.decided.seq === decided.seq ? before.due : due;
  await deps.reviews.put({ caseId, digest, taskToken, due: waitsUntil(known, ref.reviewSeconds, deps.clock.now()) });
  const review = reviewOf(await deps.ledger.read(caseId));
  if (review) await resume(caseId, review, deps);
  return ref;
}

/** From here to there it is one and the same moment, counted by the state and by the ledger. */
const SAME_MOMENT_MS = 120_000;

/**
 * When the time of this wait is over. The ledger's word for it is exact, and holds unless the wait was counted from
 * another moment: then a question was asked or answered in between.
 */
function waitsUntil(due: string, seconds: number | undefined, now: Date): string {
  if (seconds === undefined) return due;
  const counted = now.getTime() + seconds * 1000;
  return Math.abs(counted - Date.parse(due)) <= SAME_MOMENT_MS ? due : new Date(counted).toISOString();
}
