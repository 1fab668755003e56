import { randomUUID } from 'node:crypto';
import type { LedgerEntry, Stage } from '../../statemachines/kernel/ledger-entry.ts';
import { askSender } from './ask-sender.ts';
import type { Asked } from './asked.ts';
import type { DecisionDeps, Person } from './deps.ts';
import { reviewOf } from './fold.ts';
import { Refusal } from './refusal.ts';
import type { RequestMark } from './request-mark.ts';
import { entitlementOf, requireEntitled, requireOpen, type UnderReview, underReview } from './under-review.ts';

/** Which review is meant: the case, and the digest that the person has seen. */
export interface About {
  readonly caseId: string;
  readonly digest: string;
  readonly request?: RequestMark | undefined;
}

/** For how long others leave a claimed review to its holder, milliseconds. */
export const HOLD_MS = 4 * 3_600_000;

/**
 * Takes a review in hand, so that two people don't work on it; it passes by itself after {@link HOLD_MS}.
 * @throws Refusal
 */
export async function claim(person: Person, about: About, deps: DecisionDeps): Promise<LedgerEntry> {
  const under = await openTo(person, about, deps);
  return say(person, under, { stage: 'claimed', body: { until: holdUntil(deps) }, request: about.request }, deps);
}

/**
 * Gives a review back that this person holds.
 * @throws Refusal held-by-another if they don't
 */
export async function release(person: Person, about: About, deps: DecisionDeps): Promise<LedgerEntry> {
  const under = await openTo(person, about, deps);
  if (under.review.holder?.subject !== person.subject) throw new Refusal('held-by-another', 'You do not hold it.');
  return say(person, under, { stage: 'released', body: {}, request: about.request }, deps);
}

/**
 * Puts a review into somebody's hands who may decide it; it gives them no authority.
 * @throws Refusal not-entitled if the other may not
 */
export async function handOver(
  person: Person,
  { to, comment, ...about }: About & { readonly to: string; readonly comment?: string | undefined },
  deps: DecisionDeps,
): Promise<LedgerEntry> {
  const under = await openTo(person, about, deps);
  const other = await entitlementOf(under, { subject: to }, deps);
  if (!other.permitted) throw new Refusal('not-entitled', `${to} may not decide it: ${other.reasons.join('; ')}`);
  const body = { to, until: holdUntil(deps), ...(comment && { comment }) };
  return say(person, under, { stage: 'handed-over', body, request: about.request }, deps);
}

/**
 * Asks back. Among reviewers it stays open, and its time runs on; whoever sent the case has some time to answer, for
 * which the review waits.
 * @throws Refusal reason-required without words; question-refused
 */
export async function askBack(
  person: Person,
  { comment, to = 'reviewers', ...about }: About & { readonly comment: string; readonly to?: Asked | undefined },
  deps: DecisionDeps,
): Promise<LedgerEntry> {
  if (!comment.trim()) throw new Refusal('reason-required');
  const under = await openTo(person, about, deps);
  if (to === 'sender') return askSender(person, under, { comment, request: about.request }, deps);
  return say(person, under, { stage: 'asked-back', body: { comment }, request: about.request }, deps);
}

/** The review, if it is open and this person may decide it. */
export async function openTo(person: Person, { caseId, digest }: About, deps: DecisionDeps): Promise<UnderReview> {
  const under = await underReview(caseId, deps);
  requireOpen(under.review, person, digest, deps.clock.now().toISOString());
  await requireEntitled(under, person, deps);
  return under;
}

interface Saying {
  readonly stage: Stage;
  readonly body: LedgerEntry['body'];
  readonly request?: RequestMark | undefined;
  /** Makes a repetition find its own entry. */
  readonly key?: string;
}

/** Appends what a person says about an open review. */
export function say(
  person: Person,
  { review }: UnderReview,
  { stage, body, request, key = request?.id ?? randomUUID() }: Saying,
  deps: DecisionDeps,
): Promise<LedgerEntry> {
  const { caseId, workflow } = review.decided;
  const { attempt, visit } = review.decided.body as { attempt: number; visit: number };
  const draft = {
    ...{ entryKey: `${attempt}/${visit}/${stage}/${person.subject}/${key}`, stage, workflow, evidence: [] },
    actor: { kind: 'person', id: person.subject } as const,
    body: { attempt, visit, digest: review.digest, ...body, ...(request && { request: { ...request } }) },
  };
  const guard = (entries: readonly LedgerEntry[]) => {
    const now = reviewOf(entries);
    if (!now) throw new Refusal('no-review');
    requireOpen(now, person, review.digest, deps.clock.now().toISOString());
  };
  return deps.ledger.append(caseId, draft, { guard });
}

const holdUntil = ({ clock }: DecisionDeps) => new Date(clock.now().getTime() + HOLD_MS).toISOString();
