import { z } from 'zod';
import { stopScopesOf } from '../../statemachines/kernel/authority/stop-scopes.ts';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { type Finding, finding } from '../../statemachines/kernel/finding.ts';
import { canonicalJson } from '../../statemachines/kernel/ids.ts';
import { type LedgerEntry, STAGE_WRITER } from '../../statemachines/kernel/ledger-entry.ts';
import { type Command, type Proposal, proposalDigest } from '../../statemachines/kernel/proposal.ts';
import { keyAgain, stepsOf } from '../../statemachines/kernel/steps.ts';
import { type CaseRef, stepKey, type TaskInput } from '../../statemachines/kernel/task-input.ts';
import { mayBeDone } from '../erp/may-be-done.ts';
import { timesUndone } from '../erp/steps.ts';
import { adjustedCase } from '../shared/adjusted-case.ts';
import { beginningOf, whileDue } from '../shared/attempts.ts';
import { withCommitted } from '../shared/authority/committed.ts';
import { type Ruling, ruleOn } from '../shared/authority/decide-route.ts';
import type { PolicySet } from '../shared/authority/policy-set.ts';
import type { Subject } from '../shared/authority/question.ts';
import { repairsOf } from '../shared/authority/repairs.ts';
import { scopeOf } from '../shared/authority/scope.ts';
import type { AuthorityPort } from '../shared/authority/snapshot.ts';
import { documentEntry, evidenceOf, newest, required, sourceOf } from '../shared/case-log.ts';
import type { Clock, Commitments, Evidence, Ledger, MacPort } from '../shared/ports.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import { refOf } from '../shared/routing.ts';
import { type Assessed, genuineAssessment } from './genuine-assessment.ts';
import { heldAgainst } from './recommended.ts';
import { reviewPlan } from './review-plan.ts';
import { whyParked } from './why-parked.ts';

export interface DecideDeps {
  readonly workflowOf: (slug: string) => Workflow;
  readonly policiesOf: (slug: string) => PolicySet;
  readonly ledger: Ledger;
  readonly mac: MacPort;
  readonly evidence: Evidence;
  readonly authority: Pick<AuthorityPort, 'read'>;
  readonly commitments: Pick<Commitments, 'since'>;
  readonly clock: Clock;
  /** To try it out: a working hour of a review takes so many seconds. */
  readonly hourSeconds?: number | undefined;
}

/**
 * Builds the proposal and asks policy who may commit it; the decision is recorded with everything it was made from.
 * @throws CountersignError NotAuthorised for an attempt that is not due; LedgerBroken; Transient
 */
export async function decide(input: TaskInput, deps: DecideDeps): Promise<CaseRef> {
  const { state, reason: _, ...ref } = input;
  const entryKey = stepKey({ ...ref, state });
  const entries = await deps.ledger.read(ref.caseId);
  const recorded = entries.find((entry) => entry.entryKey === entryKey);
  if (recorded) return refOf(recorded);
  beginningOf(ref.attempt, entries);
  const brought = documentEntry(entries);
  const at = { attempt: ref.attempt, visit: ref.visit ?? 0 };
  const gathered = required(newest(entries, 'gathered', at), `gathered, visit ${at.visit}`);
  const confirmed = entries.filter(({ stage }) => stage === 'confirmed');
  await requireGenuine(deps.mac, entries, [brought, gathered, ...confirmed]);
  const assessed = await genuineAssessment(newest(entries, 'assessed', at), deps.mac, STAGE_WRITER.assessed);
  const workflow = deps.workflowOf(ref.workflow);
  const decision = await decisionOn(workflow, ref, { entries, brought, gathered, assessed }, deps);
  const entry = await deps.ledger.append(
    ref.caseId,
    {
      entryKey,
      stage: 'decided',
      actor: { kind: 'system', id: 'decide' },
      workflow: { slug: workflow.slug, version: workflow.version },
      ...decision,
    },
    whileDue(ref.attempt),
  );
  return refOf(entry);
}

interface Read {
  readonly entries: readonly LedgerEntry[];
  readonly brought: LedgerEntry;
  readonly gathered: LedgerEntry;
  readonly assessed?: Assessed | undefined;
}

async function decisionOn(workflow: Workflow, ref: Omit<TaskInput, 'state'>, read: Read, deps: DecideDeps) {
  const evidence = { document: evidenceOf(read.brought, 0), facts: evidenceOf(read.gathered, 0) };
  const json = async (hash: string): Promise<unknown> =>
    JSON.parse(Buffer.from(await deps.evidence.get(ref.caseId, hash)).toString('utf8'));
  const document = workflow.parse(await deps.evidence.get(ref.caseId, evidence.document));
  const facts = workflow.factsSchema.parse(await json(evidence.facts));
  const findings = z.array(finding).parse(await json(evidenceOf(read.gathered, 1)));
  const today = z.iso.date().parse(read.gathered.body['today']);
  const asRead = { caseId: ref.caseId, document, facts, source: sourceOf(read.brought), today };
  const { of } = await adjustedCase(workflow, asRead, read.entries, deps.mac);
  const base = {
    attempt: ref.attempt,
    visit: ref.visit ?? 0,
    findings: codes(findings),
    ...assessedWith(read.assessed),
  };
  const unfit = dispositionOf(findings);
  const proposed = unfit ? undefined : workflow.propose(of, findings, read.assessed?.assessment);
  if (!proposed) {
    const route = unfit?.disposition === 'reject' && !mayBeDone(read.entries) ? 'refuse' : 'park';
    return { body: { ...base, route, policies: [], reason: unfit?.code ?? 'NO-PROPOSAL' }, evidence: [] };
  }
  const { attributes, measure, acts, segment, counterparty, consents: asked = [], ...exact } = proposed;
  const proposal: Proposal = {
    schema: 1,
    caseId: ref.caseId,
    workflow: { slug: workflow.slug, version: workflow.version },
    ...exact,
    commands: exact.commands.map(keyed(timesUndone(read.entries))),
    evidence,
  };
  const digest = proposalDigest(proposal);
  const done = { commands: proposal.commands, consents: asked, digest, entries: read.entries };
  const reason = whyParked(done, workflow);
  if (reason) return { body: { ...base, route: 'park', policies: [], reason }, evidence: [] };
  const { namespace, resource, duty } = workflow.authority;
  const consents = asked.length > 0 && { consents: asked.map((each) => ({ ...each })) };
  const { model, prompt } = read.assessed ?? {};
  const steps = stepsOf(proposal);
  const commands = steps.flatMap(({ command, undo }) => (undo && steps.length > 1 ? [command, undo] : [command]));
  const stops = stopScopesOf({ workflow: workflow.slug, company: segment, commands, counterparty, model, prompt });
  const gathered: Subject = {
    ...{ namespace, resource, duty, id: digest, company: segment, today, measure, attributes, stops },
    acts: [...acts, ...repairsOf(read.brought)],
    blocking: blocking(findings),
    ...(read.assessed && { assessment: read.assessed.assessment }),
    ...consents,
  };
  const authority = await deps.authority.read(scopeOf(workflow, gathered));
  const within = { workflow: workflow.slug, caseId: ref.caseId, day: deps.clock.now().toISOString().slice(0, 10) };
  const subject = await withCommitted(gathered, authority, within, deps.commitments);
  const policies = deps.policiesOf(workflow.slug);
  const ruling = ruleOn(policies, subject, authority);
  const kept = [
    await deps.evidence.put(ref.caseId, canonicalJson(proposal)),
    await deps.evidence.put(ref.caseId, canonicalJson({ subject, authority, policies, tried: ruling.tried })),
  ];
  const company = proposal.commands[0]?.company ?? '';
  const times = {
    ...(ruling.route === 'review' && { ...consents, ...reviewPlan(workflow, { ruling, subject, authority }, deps) }),
    effectSeconds: workflow.effectSeconds,
  };
  const { exposure } = proposal;
  const several = steps.length > 1 && { commands: steps };
  const { recommended } = read.assessed ?? {};
  const advice = recommended && { recommended: heldAgainst(recommended, { ruling, subject, authority, policies }) };
  const body = { ...base, ...outcome(ruling), digest, company, exposure, ...several, ...advice, ...times };
  return { body, evidence: kept };
}

/** What was undone is posted again as another effect, if at all: its old key is used up. */
const keyed = (times: number) => (command: Command) => ({
  ...command,
  idempotencyKey: keyAgain(command.idempotencyKey, times),
});

/** Which model and prompt, and which of their entries in the register: its state at that time is in the ledger of each. */
function assessedWith(assessed: Assessed | undefined) {
  const { model, prompt, register } = assessed ?? {};
  return model && prompt ? { assessedWith: { model, prompt, ...(register && { register: { ...register } }) } } : {};
}

function outcome(ruling: Ruling) {
  const reason = ruling.route === 'park' ? { reason: 'NOBODY-PERMITTED' } : {};
  const { route, policies, role, approvals, second } = ruling;
  return {
    ...{ route, policies: [...policies], ...reason },
    ...(role && { role }),
    ...(approvals && { approvals }),
    ...(second && { second }),
  };
}

/** What keeps a proposal from being made at all: refusing comes before parking. */
function dispositionOf(findings: readonly Finding[]): Finding | undefined {
  const stopping = findings.filter(({ severity }) => severity === 'blocking');
  return (
    stopping.find(({ disposition }) => disposition === 'reject') ??
    stopping.find(({ disposition }) => disposition === 'park')
  );
}

const blocking = (findings: readonly Finding[]) =>
  [...new Set(findings.filter(({ severity }) => severity === 'blocking').map(({ code }) => code))].sort();

const codes = (findings: readonly Finding[]) => [...new Set(findings.map(({ code }) => code))].sort();
