import { decide } from '../../../lambdas/decide/run.ts';
import { execute } from '../../../lambdas/erp/gateway.ts';
import { gather } from '../../../lambdas/gather/run.ts';
import { publish } from '../../../lambdas/ledger/publish.ts';
import { snapshotOf, standingOf } from '../../../lambdas/shared/adapters/dynamo-authority.ts';
import { loadPolicies } from '../../../lambdas/shared/authority/policy-set.ts';
import type { Subject } from '../../../lambdas/shared/authority/question.ts';
import type { AuthorityPort } from '../../../lambdas/shared/authority/snapshot.ts';
import { evidenceOf } from '../../../lambdas/shared/case-log.ts';
import { sampleAuthority } from '../../../local/authority/sample.ts';
import type { Workflow } from '../../../statemachines/kernel/define-workflow.ts';
import type { OutgoingEvent } from '../../../statemachines/kernel/events/outgoing-event.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { exampleClaim } from '../../../statemachines/support-credits/example-claim.ts';
import { supportCredits } from '../../../statemachines/support-credits/workflow.ts';
import { toyRun } from '../../support/toy-run.ts';
import { factsOf, type Varied } from './fixtures.ts';

const policies = loadPolicies(supportCredits);
const workflow = supportCredits as Workflow;
export const SURE = { confidence: 1, anomalies: [] };

/** The real handlers over memory, the sample authority, and an ERP whose facts are those of the clean claim, varied as told. */
export function creditRun(varied: Varied = {}) {
  const run = toyRun(undefined, workflow);
  const sample = sampleAuthority(supportCredits.slug, ['MFR']);
  const items = new Map(sample.map(({ key, ...item }): [string, Record<string, unknown>] => [key, item]));
  for (const { key, version } of sample) run.memory.versions.set(key, Number(version));
  const now = () => run.clock.now().toISOString();
  const authority: AuthorityPort = {
    read: async (scope) => snapshotOf(items, scope, now()),
    standing: async (subject) => standingOf(items, subject, now()),
  };
  const deciding = { policiesOf: () => policies, authority, commitments: run.gateway.commitments };
  run.erp.versions = async (of) => of.map((each) => ({ ...each, version: `v-${each.id}` }));
  const gateway = { ...run.gateway, ...deciding };
  const ask = (more: object = {}) => {
    const claim = { ...exampleClaim, ...more };
    const document = { content: JSON.stringify(claim), encoding: 'utf-8' };
    const of = { source: 'support', id: `e${run.started.length + 1}`, subject: claim.id };
    return run.tell('credit.requested.v1', { document }, of);
  };
  /** Up to the decision; without an assessment it is not assessed. */
  const decided = async (more: object = {}, assessment?: object) => {
    await ask(more);
    const ref = run.started.at(-1)?.input as CaseRef;
    const gathered = await gather(
      { ...ref, state: 'Gather' },
      { ...run.as('gather'), facts: { read: async () => factsOf(varied) }, openCases: { facets: async () => [] } },
    );
    if (assessment)
      await run.append('assess', ref.caseId, {
        ...{ entryKey: '1/1/Assess', stage: 'assessed', workflow: { slug: workflow.slug, version: '1' } },
        body: { attempt: 1, visit: 1, assessment: JSON.parse(JSON.stringify(assessment)) },
      });
    return decide({ ...gathered, state: 'Decide' }, { ...run.as('decide'), ...deciding });
  };
  const carryOut = (ref: CaseRef) => execute({ ...run.messageOf(ref), command: 'post-credit' }, gateway);
  const entriesOf = ({ caseId }: CaseRef) => run.gateway.ledger.read(caseId);
  const lastOf = async (ref: CaseRef) => {
    const last = (await entriesOf(ref)).at(-1);
    if (!last) throw new Error('the case has no entry');
    return last;
  };
  /** What policy was asked about, as the evidence has it. */
  const subjectOf = async (ref: CaseRef) => {
    const text = Buffer.from(await run.evidence.get(ref.caseId, evidenceOf(await lastOf(ref), 1))).toString('utf8');
    return (JSON.parse(text) as { subject: Subject }).subject;
  };
  /** What the bus hears of the newest entry. */
  const told = async (ref: CaseRef) => {
    const events: OutgoingEvent[] = [];
    await publish(await lastOf(ref), {
      workflowOf: () => workflow,
      ledger: run.gateway.ledger,
      announcer: { announce: async (event) => void events.push(event) },
      cases: { put: async () => undefined },
      measure: () => {},
      notifier: { notify: async () => {} },
    });
    return events;
  };
  return { ...run, ask, decided, carryOut, entriesOf, lastOf, subjectOf, told, authority, policies };
}
