import { canonicalJson } from '../../statemachines/kernel/ids.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { MAX_VISITS } from '../../statemachines/kernel/task-input.ts';
import { newest } from '../shared/case-log.ts';
import { appendAct, type Done } from './append-act.ts';
import type { DecisionDeps, Person } from './deps.ts';
import { type Review, reviewOf } from './fold.ts';
import { Refusal } from './refusal.ts';
import { resume } from './resume.ts';
import { reviewedCase } from './reviewed-case.ts';
import { requireEntitled, requireOpen, type UnderReview, underReview } from './under-review.ts';

/** What somebody wants otherwise in the proposal under review. */
export interface ValueProposal {
  readonly caseId: string;
  /** Of the proposal that the person has seen. */
  readonly digest: string;
  /** By the workflow's own schema; empty takes back what was wanted before. */
  readonly adjustments: unknown;
  readonly comment: string;
  readonly request?: Done['request'];
}

/**
 * A person who may decide wants another value. The review ends without a decision: the case is gathered, proposed and
 * decided anew, under another digest, and whoever proposed it does not approve it. They may think better of it, though.
 * @throws Refusal with the reason; CountersignError
 */
export async function proposeValue(person: Person, wanted: ValueProposal, deps: DecisionDeps): Promise<LedgerEntry> {
  const { caseId, digest, comment, request } = wanted;
  if (!comment.trim()) throw new Refusal('reason-required');
  const under = await underReview(caseId, deps);
  const check = (now: Review) => requireOpen(now, person, digest, deps.clock.now().toISOString());
  check(under.review);
  const { capacity } = await requireEntitled(apartFromProposals(under), person, deps);
  const adjustments = await possible(wanted.adjustments, under, deps);
  const body = {
    ...{ adjustments, comment, role: capacity.role.id, names: [...capacity.names] },
    ...(capacity.onBehalfOf && { onBehalfOf: { ...capacity.onBehalfOf } }),
  };
  const entry = await appendAct(person, under.review, { stage: 'value-proposed', body, request, check }, deps);
  const review = reviewOf(await deps.ledger.read(caseId));
  if (review) await resume(caseId, review, deps);
  return entry;
}

/** Whoever proposed a value before may propose another one. */
function apartFromProposals(under: UnderReview): UnderReview {
  const acts = under.subject.acts.filter(({ duty }) => duty !== 'value-proposal');
  return { ...under, subject: { ...under.subject, acts } };
}

/** What is wanted, if it is something else, the facts allow it, and the case may be gathered once more. */
async function possible(wanted: unknown, under: UnderReview, deps: DecisionDeps): Promise<Record<string, string>> {
  const { decided } = under.review;
  const { adjustments } = deps.workflowOf(decided.workflow.slug);
  const refuse = (...why: string[]): never => {
    throw new Refusal('value-refused', ...why);
  };
  if (!adjustments) return refuse('No value of this workflow can be proposed.');
  if (Number(decided.body['visit']) >= MAX_VISITS)
    return refuse('It was decided anew too often: approve or reject it as it is.');
  const read = adjustments.schema.safeParse(wanted);
  if (!read.success)
    return refuse(...read.error.issues.map(({ path, message }) => `${path.join('.') || 'adjustments'}: ${message}`));
  const values = Object.fromEntries(
    Object.entries(read.data).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
  const before = newest(under.entries, 'value-proposed')?.body['adjustments'] ?? {};
  if (canonicalJson(before) === canonicalJson(values)) return refuse('It is proposed already.');
  const faults = adjustments.faults({ ...(await reviewedCase(under, deps)), adjustments: values });
  return faults.length > 0 ? refuse(...faults) : values;
}
