import type { Proposed, Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { STAGE_WRITER } from '../../statemachines/kernel/ledger-entry.ts';
import { type Command, type Proposal, proposalDigest } from '../../statemachines/kernel/proposal.ts';
import { keyAgain, stepsOf } from '../../statemachines/kernel/steps.ts';
import { type CaseRef, stepKey, type TaskInput } from '../../statemachines/kernel/task-input.ts';
import { mayBeDone } from '../erp/may-be-done.ts';
import { timesUndone } from '../erp/steps.ts';
import { beginningOf, whileDue } from '../shared/attempts.ts';
import type { Ruling } from '../shared/authority/decide-route.ts';
import type { Subject } from '../shared/authority/question.ts';
import { documentEntry, newest, required } from '../shared/case-log.ts';
import type { Ledger, MacPort } from '../shared/ports.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import { refOf } from '../shared/routing.ts';
import { drawFault } from './draw-fault.ts';
import { codes, unfitFor } from './findings.ts';
import { type Assessed, genuineAssessment } from './genuine-assessment.ts';
import { type Read, readDecided } from './read-decided.ts';
import { heldAgainst } from './recommended.ts';
import { reviewPlan } from './review-plan.ts';
import { type RuleDeps, ruleOnProposal } from './rule-on-proposal.ts';
import { whyParked } from './why-parked.ts';

export interface DecideDeps extends RuleDeps {
  readonly workflowOf: (slug: string) => Workflow;
  readonly ledger: Ledger;
  readonly mac: MacPort;
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

async function decisionOn(workflow: Workflow, ref: Omit<TaskInput, 'state'>, read: Read, deps: DecideDeps) {
  const { of, findings, evidence } = await readDecided(workflow, read, deps);
  const base = {
    attempt: ref.attempt,
    visit: ref.visit ?? 0,
    findings: codes(findings),
    ...assessedWith(read.assessed),
  };
  const unfit = unfitFor(findings);
  const proposed = unfit ? undefined : workflow.propose(of, findings, read.assessed?.assessment);
  if (!proposed) {
    const route = unfit?.disposition === 'reject' && !mayBeDone(read.entries) ? 'refuse' : 'park';
    return { body: { ...base, route, policies: [], reason: unfit?.code ?? 'NO-PROPOSAL' }, evidence: [] };
  }
  const proposal = proposalOf(workflow, proposed, { evidence, caseId: ref.caseId, entries: read.entries });
  const { consents = [], draws } = proposed;
  const digest = proposalDigest(proposal);
  const asked = { commands: proposal.commands, consents, digest, entries: read.entries };
  const reason = drawFault(draws, read.gathered) ?? whyParked(asked, workflow);
  if (reason) return { body: { ...base, route: 'park', policies: [], reason }, evidence: [] };
  const ruled = await ruleOnProposal(workflow, { proposed, proposal, digest, findings, today: of.today, read }, deps);
  const steps = stepsOf(proposal);
  const body = {
    ...{ ...base, findings: codes(ruled.findings), ...outcome(ruled.ruling), digest },
    ...{ company: proposal.commands[0]?.company ?? '', exposure: proposal.exposure },
    ...(steps.length > 1 && { commands: steps }),
    ...(read.assessed?.recommended && { recommended: heldAgainst(read.assessed.recommended, ruled) }),
    ...(ruled.ruling.route === 'review' && { ...consentsIn(ruled.subject), ...reviewPlan(workflow, ruled, deps) }),
    effectSeconds: workflow.effectSeconds,
  };
  return { body, evidence: ruled.evidence };
}

const consentsIn = ({ consents }: Subject) => consents && { consents: consents.map((each) => ({ ...each })) };

/** The exact proposal, without what is only asked about it. */
function proposalOf(
  { slug, version }: Workflow,
  { commands, expects, claims, exposure }: Proposed,
  { evidence, caseId, entries }: Pick<Proposal, 'evidence' | 'caseId'> & Pick<Read, 'entries'>,
): Proposal {
  const again = keyed(timesUndone(entries));
  const workflow = { slug, version };
  return { schema: 1, caseId, workflow, commands: commands.map(again), expects, claims, exposure, evidence };
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
