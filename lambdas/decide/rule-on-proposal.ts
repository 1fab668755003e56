import { stopScopesOf } from '../../statemachines/kernel/authority/stop-scopes.ts';
import type { Proposed, Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { Finding } from '../../statemachines/kernel/finding.ts';
import { canonicalJson } from '../../statemachines/kernel/ids.ts';
import type { Proposal } from '../../statemachines/kernel/proposal.ts';
import { type Step, stepsOf } from '../../statemachines/kernel/steps.ts';
import { withCommitted } from '../shared/authority/committed.ts';
import { type Ruling, ruleOn } from '../shared/authority/decide-route.ts';
import type { PolicySet } from '../shared/authority/policy-set.ts';
import type { Subject } from '../shared/authority/question.ts';
import { repairsOf } from '../shared/authority/repairs.ts';
import { scopeOf } from '../shared/authority/scope.ts';
import type { AuthorityPort, AuthoritySnapshot } from '../shared/authority/snapshot.ts';
import type { Clock, Commitments, Evidence } from '../shared/ports.ts';
import { accountFindings } from './account-findings.ts';
import { blocking } from './findings.ts';
import type { Read } from './read-decided.ts';

export interface RuleDeps {
  readonly policiesOf: (slug: string) => PolicySet;
  readonly evidence: Evidence;
  readonly authority: Pick<AuthorityPort, 'read'>;
  readonly commitments: Pick<Commitments, 'since'>;
  readonly clock: Clock;
}

interface Asked {
  readonly proposed: Proposed;
  readonly proposal: Proposal;
  /** Of the proposal. */
  readonly digest: string;
  readonly findings: readonly Finding[];
  /** The day of the decision. */
  readonly today: string;
  readonly read: Read;
}

/** What policy said of a proposal, and what it was asked with. */
export interface Ruled {
  readonly ruling: Ruling;
  readonly subject: Subject;
  readonly authority: AuthoritySnapshot;
  readonly policies: PolicySet;
  /** Those of the case, and of what it would overdraw. */
  readonly findings: readonly Finding[];
  /** Of the proposal, and of everything that policy was asked with. */
  readonly evidence: string[];
}

/**
 * Asks policy who may commit a proposal, with what others have committed by now, and keeps what it was asked with.
 * @throws CountersignError Transient
 */
export async function ruleOnProposal(workflow: Workflow, asked: Asked, deps: RuleDeps): Promise<Ruled> {
  const { proposed, proposal } = asked;
  const { caseId } = proposal;
  const short = await accountFindings(proposed.draws, caseId, deps.commitments);
  const findings = [...asked.findings, ...short];
  const gathered = subjectOf(workflow, { ...asked, findings });
  const authority = await deps.authority.read(scopeOf(workflow, gathered));
  const within = { workflow: workflow.slug, caseId, day: deps.clock.now().toISOString().slice(0, 10) };
  const subject = await withCommitted(gathered, authority, within, deps.commitments);
  const policies = deps.policiesOf(workflow.slug);
  const ruling = ruleOn(policies, subject, authority);
  const found = short.length > 0 && { found: short };
  const evidence = [
    await deps.evidence.put(caseId, canonicalJson(proposal)),
    await deps.evidence.put(caseId, canonicalJson({ subject, authority, policies, tried: ruling.tried, ...found })),
  ];
  return { ruling, subject, authority, policies, findings, evidence };
}

function subjectOf(workflow: Workflow, { proposed, proposal, digest, findings, today, read }: Asked): Subject {
  const { attributes, measure, acts, segment, counterparty, draws, consents = [] } = proposed;
  const { namespace, resource, duty } = workflow.authority;
  const { model, prompt, assessment } = read.assessed ?? {};
  const commands = stopping(stepsOf(proposal));
  const stops = stopScopesOf({ workflow: workflow.slug, company: segment, commands, counterparty, model, prompt });
  return {
    ...{ namespace, resource, duty, id: digest, company: segment, today, measure, attributes, stops },
    acts: [...acts, ...repairsOf(read.brought)],
    blocking: blocking(findings),
    ...(draws && { draws }),
    ...(assessment && { assessment }),
    ...(consents.length > 0 && { consents: consents.map((each) => ({ ...each })) }),
  };
}

/** Of several commands those that undo them may be sent, too. */
const stopping = (steps: readonly Step[]) =>
  steps.flatMap(({ command, undo }) => (undo && steps.length > 1 ? [command, undo] : [command]));
