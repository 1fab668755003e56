import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { actsOf } from '../shared/authority/approval.ts';
import { mayConsent } from '../shared/authority/may-consent.ts';
import { type Entitlement, mayCountersign } from '../shared/authority/may-countersign.ts';
import type { Subject } from '../shared/authority/question.ts';
import { scopeOf } from '../shared/authority/scope.ts';
import type { AuthoritySnapshot, Standing } from '../shared/authority/snapshot.ts';
import { evidenceOf } from '../shared/case-log.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import type { DecisionDeps, Person } from './deps.ts';
import { type Review, reviewOf } from './fold.ts';
import { Refusal } from './refusal.ts';
import { type InTurn, outOfTurn } from './turn.ts';

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
  return {
    ...{ review, entries },
    subject: { ...subject, acts: [...subject.acts, ...actsOf(entries)] },
    authority: await deps.authority.read(scopeOf(deps.workflowOf(review.decided.workflow.slug), subject)),
  };
}

export interface Entitled extends Entitlement {
  readonly standing: Standing;
  /** It is not permitted, and would be at another time of the review. */
  readonly outOfTurn: boolean;
}

/** May this person do what is open now, by what the register says of them now: consent, or else countersign? */
export async function entitlementOf(
  { subject, authority, review }: UnderReview,
  { subject: id, claimed }: { readonly subject: string; readonly claimed?: readonly string[] },
  deps: Pick<DecisionDeps, 'authority' | 'policiesOf'>,
): Promise<Entitled> {
  const standing = await deps.authority.standing(id);
  const candidate = { subject: id, standing, ...(claimed && { claimed }) };
  const policies = deps.policiesOf(review.decided.workflow.slug);
  const consenting = (of: Review['consents']) =>
    mayConsent(
      policies,
      subject,
      authority,
      candidate,
      of.map(({ role }) => role),
    );
  const countersigning = () => mayCountersign(policies, subject, authority, candidate);
  const { open, consents } = review;
  const may = open.length > 0 ? consenting(open) : countersigning();
  const atAnotherTime = () => consenting(consents).permitted || countersigning().permitted;
  return { ...may, standing, outOfTurn: !may.permitted && consents.length > 0 && atAnotherTime() };
}

/**
 * As what may this person act now?
 * @throws Refusal out-of-turn; not-entitled with the reasons
 */
export async function requireEntitled(
  under: UnderReview,
  person: Person,
  deps: Pick<DecisionDeps, 'authority' | 'policiesOf'>,
): Promise<InTurn & Pick<Entitled, 'standing'>> {
  const { permitted, action, capacity, standing, reasons, ...may } = await entitlementOf(under, person, deps);
  if (permitted && action && capacity) return { action, capacity, standing };
  throw may.outOfTurn ? outOfTurn(under.review) : new Refusal('not-entitled', ...reasons);
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
