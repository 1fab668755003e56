import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { type Capacity, capacitiesOf } from '../shared/authority/capacities.ts';
import { conflictsOf } from '../shared/authority/conflicts.ts';
import { areOne } from '../shared/authority/given.ts';
import { appendAct, type Done } from './append-act.ts';
import type { DecisionDeps, Person } from './deps.ts';
import type { Review } from './fold.ts';
import { Refusal } from './refusal.ts';
import { reviewedCase } from './reviewed-case.ts';
import { requireUndecided, type UnderReview, underReview } from './under-review.ts';

export const CALL_BACK_RESULTS = ['confirmed', 'denied', 'not-reached'] as const;
export type CallBackResult = (typeof CALL_BACK_RESULTS)[number];

/** A call to the vendor about a bank account in doubt. */
export interface CallBack {
  readonly caseId: string;
  /** Of the proposal that the person has seen. */
  readonly digest: string;
  /** Id of the number in the master that was called; never a number from the document. */
  readonly phone: string;
  readonly personCalled: string;
  readonly result: CallBackResult;
  readonly comment?: string | undefined;
  readonly request?: Done['request'];
}

/**
 * Records that somebody called the vendor back. Who calls, who changed the vendor's master and who approves are three
 * people, whoever has the review in hand. A denial is for good: this proposal can only be rejected.
 * @throws Refusal with the reason; CountersignError
 */
export async function callBack(person: Person, call: CallBack, deps: DecisionDeps): Promise<LedgerEntry> {
  const under = await underReview(call.caseId, deps);
  const check = (now: Review) => requireUndecided(now, call.digest, deps.clock.now().toISOString());
  check(under.review);
  if (!call.personCalled.trim()) throw new Refusal('call-back-refused', 'It does not say who was called.');
  if (call.result === 'denied' && !call.comment?.trim()) throw new Refusal('reason-required');
  const { callBackFor } = deps.workflowOf(under.review.decided.workflow.slug).review;
  if (!under.subject.blocking.some((code) => callBackFor.includes(code)))
    throw new Refusal('call-back-refused', 'No bank account is in doubt.');
  const { role, names, onBehalfOf } = await capacityFor(person, under, deps);
  const phone = await trustedNumber(call.phone, under, deps);
  const { result, personCalled, comment, request } = call;
  const body = {
    ...{ result, personCalled, phone: { ...phone }, role: role.id, names: [...names] },
    ...(onBehalfOf && { onBehalfOf: { ...onBehalfOf } }),
    ...(comment && { comment }),
  };
  return appendAct(person, under.review, { stage: 'called-back', body, request, check }, deps);
}

/** In which role they call: any of people in the company, if they neither changed the vendor nor countersigned. */
async function capacityFor(person: Person, under: UnderReview, deps: DecisionDeps): Promise<Capacity> {
  const { subject, authority, review } = under;
  const standing = await deps.authority.standing(person.subject);
  const capacities = capacitiesOf({ ...person, standing }, authority.roles, subject.company);
  if (capacities.length === 0) throw new Refusal('not-entitled', 'no role in this company');
  const reasonsOf = (capacity: Capacity) => [
    ...conflictsOf(capacity, { duty: 'bank-confirmation', acts: subject.acts }, authority),
    ...(review.approvals.some((other) => areOne(other, capacity)) ? ['invoice-approval: this review'] : []),
  ];
  const fit = capacities.find((capacity) => reasonsOf(capacity).length === 0);
  if (fit) return fit;
  throw new Refusal('not-entitled', ...new Set(capacities.flatMap(reasonsOf)));
}

/** The number in the facts that were decided about, if it has stood there long enough. */
async function trustedNumber(id: string, under: UnderReview, deps: DecisionDeps) {
  const { document, facts, today } = await reviewedCase(under, deps);
  const { review } = deps.workflowOf(under.review.decided.workflow.slug);
  const phone = review.callBackNumbers(document, facts).find((number) => number.id === id);
  if (!phone) throw new Refusal('call-back-refused', 'The number is not in the master.');
  const days = Math.floor((Date.parse(today) - Date.parse(phone.unchangedSince)) / 86_400_000);
  if (days >= review.callBackDays) return phone;
  throw new Refusal(
    'call-back-refused',
    `The number changed on ${phone.unchangedSince}: less than ${review.callBackDays} days ago.`,
  );
}
