import { isHeld } from '../../statemachines/kernel/authority/stop.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { areOne } from '../shared/authority/given.ts';
import type { Action } from '../shared/authority/question.ts';
import { unchangedStops } from '../shared/authority/stop-writes.ts';
import { ConditionLost, type TransactWrite } from '../shared/ports.ts';
import type { DecisionDeps, Person } from './deps.ts';
import { type Review, reviewOf } from './fold.ts';
import { requirePreconditions } from './preconditions.ts';
import { Refusal } from './refusal.ts';
import type { RequestMark } from './request-mark.ts';
import { resume } from './resume.ts';
import { requireTurn } from './turn.ts';
import { requireEntitled, requireOpen, type UnderReview, underReview } from './under-review.ts';

export interface Decision {
  readonly caseId: string;
  /** Of the proposal that the person has seen. */
  readonly digest: string;
  readonly comment?: string | undefined;
  readonly request?: RequestMark | undefined;
}

/** What became of it: the entry, and the review as it stands with it. */
export interface Decided {
  readonly entry: LedgerEntry;
  readonly review: Review;
}

/**
 * A person consents to exactly one digest, or countersigns it: whatever is open now. It counts by one conditional write, in whose transaction no stop switch and
 * not their own appointment has changed; then the execution is resumed. Repeated, it says what was recorded.
 * @throws Refusal with the reason; CountersignError
 */
export async function approve(person: Person, decision: Decision, deps: DecisionDeps): Promise<Decided> {
  const under = await underReview(decision.caseId, deps);
  const { review, authority } = under;
  const repeated = review.approvals.find(({ subject }) => subject === person.subject);
  if (repeated && review.digest === decision.digest) return settled(decision.caseId, repeated.entry, deps);
  requireOpen(review, person, decision.digest, deps.clock.now().toISOString());
  if (isHeld(authority.stops)) throw new Refusal('stopped');
  const { capacity, action, standing } = await requireEntitled(under, person, deps);
  requirePreconditions(under, decision, deps);
  const body = {
    ...{ digest: review.digest, action, role: capacity.role.id, names: [...capacity.names] },
    ...{ claimed: [...person.claimed], validUntil: validUntil(under, action, deps) },
    ...(capacity.onBehalfOf && { onBehalfOf: { ...capacity.onBehalfOf } }),
    ...(decision.comment && { comment: decision.comment }),
    ...(decision.request && { request: { ...decision.request } }),
  };
  const together: TransactWrite[] = [
    ...unchangedStops([...authority.stops, standing.stop]),
    ...(standing.person
      ? [{ kind: 'unchanged', key: `person#${person.subject}`, version: standing.person.version } as const]
      : []),
  ];
  const check = (now: Review, entries: readonly LedgerEntry[]) => {
    if (now.approvals.some((other) => areOne(other, capacity))) throw new Refusal('already-countersigned');
    requireTurn(now, { action, capacity });
    requirePreconditions({ ...under, entries }, decision, deps);
  };
  const entry = await record(person, under, { stage: 'approved', body, together, check }, deps);
  return settled(decision.caseId, entry, deps);
}

/**
 * A person rejects it, with a reason; one who may consent or countersign now, alone or as one of two, may reject it.
 * @throws Refusal with the reason
 */
export async function reject(person: Person, decision: Decision, deps: DecisionDeps): Promise<Decided> {
  if (!decision.comment?.trim()) throw new Refusal('reason-required');
  const under = await underReview(decision.caseId, deps);
  requireOpen(under.review, person, decision.digest, deps.clock.now().toISOString());
  const { standing: _, ...as } = await requireEntitled(under, person, deps);
  const request = decision.request && { request: { ...decision.request } };
  const body = { digest: decision.digest, role: as.capacity.role.id, reason: decision.comment, ...request };
  const entry = await record(
    person,
    under,
    { stage: 'rejected-by-person', body, check: (now) => requireTurn(now, as) },
    deps,
  );
  return settled(decision.caseId, entry, deps);
}

interface Recording {
  readonly stage: LedgerEntry['stage'];
  readonly body: LedgerEntry['body'];
  readonly together?: readonly TransactWrite[];
  /**
   * What must hold besides, at the very moment of the write.
   * @throws Refusal
   */
  readonly check?: (review: Review, entries: readonly LedgerEntry[]) => void;
}

/** One conditional write: of two decisions at once one is first, and the other is told so. */
async function record(
  person: Person,
  under: UnderReview,
  { stage, body, together, check }: Recording,
  deps: DecisionDeps,
) {
  const { decided, digest } = under.review;
  const { caseId, workflow } = decided;
  const { attempt, visit } = decided.body as { attempt: number; visit: number };
  const guard = (now: readonly LedgerEntry[]) => {
    const review = reviewOf(now);
    if (!review) throw new Refusal('no-review');
    requireOpen(review, person, digest, deps.clock.now().toISOString());
    check?.(review, now);
  };
  const draft = {
    ...{ entryKey: `${attempt}/${visit}/${stage}/${person.subject}`, stage, workflow, evidence: [] },
    actor: { kind: 'person', id: person.subject } as const,
    body: { attempt, visit, ...body },
  };
  try {
    return await deps.ledger.append(caseId, draft, { guard, ...(together && { together }) });
  } catch (error) {
    if (!(error instanceof ConditionLost)) throw error;
    throw new Refusal('not-entitled', `${error.write.key} has changed just now: try again.`);
  }
}

/** Tells the waiting execution once the review is final; what is lost between the two the sweep makes good. */
async function settled(caseId: string, entry: LedgerEntry, deps: DecisionDeps): Promise<Decided> {
  const review = reviewOf(await deps.ledger.read(caseId));
  if (!review) throw new Refusal('no-review');
  await resume(caseId, review, deps);
  return { entry, review };
}

/** A consent waits for those that come after it: it counts for as long as the last of them could. */
function validUntil({ review }: UnderReview, action: Action, { clock, workflowOf }: DecisionDeps): string {
  const { reviewSeconds, effectSeconds } = workflowOf(review.decided.workflow.slug);
  const last = action === 'consent' ? Date.parse(review.decided.at) + reviewSeconds * 1000 : clock.now().getTime();
  return new Date(last + effectSeconds * 1000).toISOString();
}
