import { decide } from '../../../lambdas/decide/run.ts';
import { gather } from '../../../lambdas/gather/run.ts';
import { snapshotOf, standingOf } from '../../../lambdas/shared/adapters/dynamo-authority.ts';
import { loadPolicies } from '../../../lambdas/shared/authority/policy-set.ts';
import type { Subject } from '../../../lambdas/shared/authority/question.ts';
import type { AuthorityPort } from '../../../lambdas/shared/authority/snapshot.ts';
import { evidenceOf } from '../../../lambdas/shared/case-log.ts';
import { sampleAuthority } from '../../../local/authority/sample.ts';
import type { Workflow } from '../../../statemachines/kernel/define-workflow.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { procurementApprovals } from '../../../statemachines/procurement-approvals/workflow.ts';
import { toyRun } from '../../support/toy-run.ts';
import { factsOf, sent } from './fixtures.ts';

const policies = loadPolicies(procurementApprovals);
const workflow = procurementApprovals as Workflow;
export const SURE = { confidence: 1, anomalies: [] };

/** The real handlers up to the decision, over memory and the sample authority, with an ERP that says these facts. */
export function procurementRun(facts: object = {}) {
  const run = toyRun(undefined, workflow);
  const sample = sampleAuthority(procurementApprovals.slug, ['MFR']);
  const items = new Map(sample.map(({ key, ...item }): [string, Record<string, unknown>] => [key, item]));
  const now = () => run.clock.now().toISOString();
  const authority: AuthorityPort = {
    read: async (scope) => snapshotOf(items, scope, now()),
    standing: async (subject) => standingOf(items, subject, now()),
  };
  const deciding = { policiesOf: () => policies, authority, commitments: run.gateway.commitments };
  const entriesOf = ({ caseId }: CaseRef) => run.gateway.ledger.read(caseId);
  /** Without an assessment it is not assessed. */
  const decided = async (document: object = {}, assessment?: unknown) => {
    const content = JSON.stringify(sent(document));
    const origin = { source: 'procurement-portal', id: `e${run.started.length + 1}` };
    await run.tell('requisition.submitted.v1', { document: { content, encoding: 'utf-8' } }, origin);
    const ref = run.started.at(-1)?.input as CaseRef;
    const read = { read: async () => factsOf(facts) };
    const gathering = { ...run.as('gather'), facts: read, openCases: { facets: async () => [] } };
    const gathered = await gather({ ...ref, state: 'Gather' }, gathering);
    if (assessment !== undefined)
      await run.append('assess', ref.caseId, {
        ...{ entryKey: '1/1/Assess', stage: 'assessed', workflow: { slug: workflow.slug, version: '1' } },
        body: { attempt: 1, visit: 1, assessment: JSON.parse(JSON.stringify(assessment)) },
      });
    const next = await decide({ ...gathered, state: 'Decide' }, { ...run.as('decide'), ...deciding });
    return { ...next, body: (await entriesOf(next)).at(-1)?.body };
  };
  /** What policy was asked about, as the evidence has it. */
  const subjectOf = async (ref: CaseRef) => {
    const last = (await entriesOf(ref)).findLast(({ stage }) => stage === 'decided');
    if (!last) throw new Error('nothing is decided');
    const text = Buffer.from(await run.evidence.get(ref.caseId, evidenceOf(last, 1))).toString('utf8');
    return (JSON.parse(text) as { subject: Subject }).subject;
  };
  return { decided, subjectOf, authority, policies };
}
