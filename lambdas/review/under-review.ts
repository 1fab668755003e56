import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { actsOf } from '../shared/authority/approval.ts';
import { type Entitlement, mayCountersign } from '../shared/authority/may-countersign.ts';
import type { Subject } from '../shared/authority/question.ts';
import type { AuthoritySnapshot, Standing } from '../shared/authority/snapshot.ts';
import { evidenceOf } from '../shared/case-log.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import type { DecisionDeps, Person } from './deps.ts';
import { type Review, reviewOf } from './fold.ts';
import { Refusal } from './refusal.ts';

/** A review with all that a decision about it rests on, as it is now. */
export interface UnderReview {
  readonly review: Review;
  readonly entries: readonly LedgerEntry[];
  readonly subject: Subject;
  readonly authority: AuthoritySnapshot;
}

type Reading = Pick<DecisionDeps, 'ledger' | 'mac' | 'evidence' | 'authority' | 'workflowOf' | 'policiesOf'>;

/**
 * Reads the newest review of a case, its entries verified.
 * @throws Refusal no-review; CountersignError LedgerBroken
 */
export async function underReview(caseId: string, deps: Reading): Promise<UnderReview> {
  const entries = await deps.ledger.read(caseId);
  const review = reviewOf(entries);
  if (!review) throw new Refusal('no-review');
  const said = entries.filter(({ actor, stage }) => actor.kind === 'person' || stage === 'answered');
  await requireGenuine(deps.mac, entries, [review.decided, review.opened, ...said]);
  const text = Buffer.from(await deps.evidence.get(caseId, evidenceOf(review.decided, 1))).toString('utf8');
  const { subject } = JSON.parse(text) as { subject: Subject };
  const { slug, authority } = deps.workflowOf(review.decided.workflow.slug);
  const scope = { workflow: slug, roles: authority.roles, company: subject.company, stops: subject.stops };
  return {
    ...{ review, entries },
    subject: { ...subject, acts: [...subject.acts, ...actsOf(entries)] },
    authority: await deps.authority.read(scope),
  };
}

/** May this person decide it, by what the register says of them now? */
export async function entitlementOf(
  { subject, authority, review }: UnderReview,
  { subject: id, claimed }: { readonly subject: string; readonly claimed?: readonly string[] },
  deps: Pick<DecisionDeps, 'authority' | 'policiesOf'>,
): Promise<Entitlement & { readonly standing: Standing }> {
  const standing = await deps.authority.standing(id);
  const candidate = { subject: id, standing, ...(claimed && { claimed }) };
  const policies = deps.policiesOf(review.decided.workflow.slug);
  return { ...mayCountersign(policies, subject, authority, candidate), standing };
}

/**
 * Is the review still what this person may decide about?
 * @throws Refusal saying why not
 */
export function requireOpen(review: Review, person: Person, digest: string, now: string): void {
  requireUndecided(review, digest, now);
  const { holder } = review;
  if (holder && holder.subject !== person.subject && now < holder.until)
    throw new Refusal('held-by-another', `${holder.subject} has it until ${holder.until}.`);
}

/**
 * Is the review still open, whoever has it in hand?
 * @throws Refusal saying why not
 */
export function requireUndecided(review: Review, digest: string, now: string): void {
  if (review.digest !== digest) throw new Refusal('digest-changed', `It is ${review.digest} now: read it again.`);
  if (review.state === 'expired') throw new Refusal('expired');
  if (review.state !== 'open') throw new Refusal('already-decided', `It is ${review.state}${by(review)}.`);
  if (review.ends !== undefined && now >= review.ends) throw new Refusal('expired', `It ended at ${review.ends}.`);
  if (review.last && now >= review.due) throw new Refusal('expired', `It ended at ${review.due}.`);
}

const by = ({ outcome }: Review) => (outcome?.actor.kind === 'person' ? ` by ${outcome.actor.id}` : '');
