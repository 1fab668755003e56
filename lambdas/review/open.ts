import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { type CaseRef, stepKey, type WaitingInput } from '../../statemachines/kernel/task-input.ts';
import { evidenceOf, newest, required } from '../shared/case-log.ts';
import type { Clock, Ledger, MacPort } from '../shared/ports.ts';
import { requireGenuine } from '../shared/relied-on.ts';

/** Where the answer to a waiting review goes; never in the ledger, since a token is no evidence. */
export interface OpenReviews {
  put(review: { caseId: string; digest: string; taskToken: string; due: string }): Promise<void>;
}

export interface ReviewDeps {
  readonly workflowOf: (slug: string) => Workflow;
  readonly ledger: Ledger;
  readonly mac: MacPort;
  readonly reviews: OpenReviews;
  readonly clock: Clock;
}

/** Opens a review: by whom, until when, exactly what and why. The graph then waits; its timeout is a refusal. */
export async function openReview(input: WaitingInput, deps: ReviewDeps): Promise<CaseRef> {
  const { state, taskToken, ...ref } = input;
  const entries = await deps.ledger.read(ref.caseId);
  const at = { attempt: ref.attempt, visit: ref.visit ?? 0 };
  const decided = required(newest(entries, 'decided', at), `decided, visit ${at.visit}`);
  await requireGenuine(deps.mac, entries, [decided]);
  const workflow = deps.workflowOf(ref.workflow);
  const digest = evidenceOf(decided, 0);
  const due = new Date(deps.clock.now().getTime() + workflow.reviewSeconds * 1000).toISOString();
  await deps.reviews.put({ caseId: ref.caseId, digest, taskToken, due });
  await deps.ledger.append(ref.caseId, {
    entryKey: stepKey({ ...ref, state }),
    stage: 'review-opened',
    actor: { kind: 'system', id: 'review' },
    workflow: { slug: workflow.slug, version: workflow.version },
    body: { ...at, digest, role: decided.body['role'] ?? '', findings: decided.body['findings'] ?? [], due },
    evidence: [],
  });
  return ref;
}
