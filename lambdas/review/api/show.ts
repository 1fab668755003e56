import { z } from 'zod';
import { AGENT_RANK } from '../../../statemachines/kernel/authority/role.ts';
import { CountersignError } from '../../../statemachines/kernel/errors.ts';
import { finding } from '../../../statemachines/kernel/finding.ts';
import { proposal, proposalDigest } from '../../../statemachines/kernel/proposal.ts';
import { givenBy, suffices } from '../../shared/authority/approval.ts';
import { capacitiesOf } from '../../shared/authority/capacities.ts';
import type { Entitlement } from '../../shared/authority/may-countersign.ts';
import type { AuthoritySnapshot } from '../../shared/authority/snapshot.ts';
import { documentEntry, evidenceOf, newest, required } from '../../shared/case-log.ts';
import { requireGenuine } from '../../shared/relied-on.ts';
import type { DecisionDeps, Person } from '../deps.ts';
import type { Review } from '../fold.ts';
import { requirePreconditions } from '../preconditions.ts';
import { Refusal } from '../refusal.ts';
import { entitlementOf, type UnderReview, underReview } from '../under-review.ts';
import { assessmentFor } from './assessment.ts';
import { conversationOf } from './conversation-of.ts';
import type { Shown } from './schemas.ts';
import { standingOf } from './standing.ts';

const basis = z.looseObject({
  tried: z.array(
    z.looseObject({
      role: z.string(),
      action: z.string(),
      verdict: z.looseObject({
        permitted: z.boolean(),
        policies: z.array(z.string()),
        errors: z.array(z.string()),
      }),
    }),
  ),
});

/**
 * Everything that a decision about a review rests on, for somebody who holds a role in its company. Nothing is written:
 * looking decides nothing (T2).
 * @throws Refusal no-review, not-entitled; CountersignError LedgerBroken if what is shown would not be what is signed
 */
export async function showReview(
  person: Person,
  { caseId, assessment: asked }: { readonly caseId: string; readonly assessment?: 'show' | undefined },
  deps: DecisionDeps,
): Promise<Shown> {
  const under = await underReview(caseId, deps);
  const { review, authority, subject, entries } = under;
  const entitlement = await entitlementOf(under, person, deps);
  const candidate = { subject: person.subject, claimed: person.claimed, standing: entitlement.standing };
  const roles = [...authority.roles, ...(authority.consents ?? [])];
  if (capacitiesOf(candidate, roles, subject.company).length === 0)
    throw new Refusal('not-entitled', ...entitlement.reasons);
  const { attempt, visit } = review.decided.body as { attempt: number; visit: number };
  const brought = documentEntry(entries, review.decided);
  const gathered = required(newest(entries, 'gathered', { attempt, visit }), 'gathered');
  await requireGenuine(deps.mac, entries, [brought, gathered]);
  const read = async (hash: string) => Buffer.from(await deps.evidence.get(caseId, hash)).toString('utf8');
  const json = async (hash: string): Promise<unknown> => JSON.parse(await read(hash));
  const decision = evidenceOf(review.decided, 1);
  const proposed = proposal.parse(await json(evidenceOf(review.decided, 0)));
  if (proposalDigest(proposed) !== review.digest)
    throw new CountersignError('LedgerBroken', `${caseId}: the proposal in the evidence is not the one under review`);
  const evidence = { ...proposed.evidence, findings: evidenceOf(gathered, 1), decision };
  const workflow = deps.workflowOf(review.decided.workflow.slug);
  const assessment = await assessmentFor(entries, { attempt, visit }, authority, asked === 'show', deps.mac);
  const { tried } = basis.parse(await json(decision));
  return {
    ...{ workflow: workflow.slug, subject: String(brought.body['subject'] ?? ''), company: subject.company },
    exposure: proposed.exposure,
    review: standingOf(review),
    document: workflow.parse(await deps.evidence.get(caseId, evidence.document)),
    facts: await json(evidence.facts),
    findings: z.array(finding).parse(await json(evidence.findings)),
    assessment,
    why: whyHere(tried, authority, assessment.shown),
    proposal: { digest: review.digest, commands: proposed.commands, claims: proposed.claims },
    evidence,
    conversation: conversationOf(entries, review),
    adjustable: adjustableOf(workflow),
    demands: demandsOf(under, deps),
    may: mayOf(entitlement),
    next: nextOf(review, entitlement),
  };
}

function adjustableOf({ adjustments }: ReturnType<DecisionDeps['workflowOf']>): Shown['adjustable'] {
  if (!adjustments) return null;
  const { properties = {}, ...rest } = z.toJSONSchema(adjustments.schema);
  return { ...rest, properties };
}

/** What kept the agent from it may tell what the AI said: it is left out where that is hidden. */
function whyHere(tried: z.infer<typeof basis>['tried'], { roles }: AuthoritySnapshot, assessmentShown: boolean) {
  const agents = roles.filter(({ rank }) => rank === AGENT_RANK).map(({ id }) => id);
  const told = tried.filter(({ role }) => assessmentShown || !agents.includes(role));
  return told.map(({ role, action, verdict: { permitted, policies, errors } }) => ({
    ...{ role, action, permitted, because: [...policies, ...errors] },
  }));
}

/** The refusals that an approval would meet without words, and with them. */
function demandsOf(under: UnderReview, deps: DecisionDeps): string[] {
  const kinds = [undefined, 'some words'].flatMap((comment) => {
    try {
      requirePreconditions(under, { caseId: under.review.decided.caseId, digest: under.review.digest, comment }, deps);
      return [];
    } catch (error) {
      if (error instanceof Refusal) return [error.kind];
      throw error;
    }
  });
  return [...new Set(kinds)];
}

const mayOf = ({ permitted, action, capacity, reasons }: Entitlement): Shown['may'] => ({
  ...{ decide: permitted, reasons: [...reasons] },
  ...(permitted && action && { action }),
  ...(permitted && capacity && { role: capacity.role.id }),
});

/** Who is next: once this person approves, and once nobody has until it is due. */
function nextOf(review: Review, entitlement: Entitlement): Shown['next'] {
  const done = suffices([...review.approvals, ...givenBy(entitlement)], review.needed);
  const next = review.steps.slice(review.taken).find(({ stage }) => stage === 'escalated');
  return {
    onApproval: done ? 'it is carried out' : 'another person must countersign',
    atDue: next?.role ?? null,
  };
}
