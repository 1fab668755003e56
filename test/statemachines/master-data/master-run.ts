import { decide } from '../../../lambdas/decide/run.ts';
import { execute } from '../../../lambdas/erp/gateway.ts';
import type { MasterRecord } from '../../../lambdas/erp/port.ts';
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
import type { ChangePartyPayload } from '../../../statemachines/master-data/change-party-payload.ts';
import type { PartyFact } from '../../../statemachines/master-data/facts.ts';
import { MASTER_DATA_SEGMENT } from '../../../statemachines/master-data/segment.ts';
import { masterData } from '../../../statemachines/master-data/workflow.ts';
import { toyRun } from '../../support/toy-run.ts';
import { factsOf, party } from './fixtures.ts';

const policies = loadPolicies(masterData);
const workflow = masterData as Workflow;

/** The real handlers over memory, the sample authority, and an ERP that has the parties given. */
export function masterRun(...parties: readonly PartyFact[]) {
  const run = toyRun(undefined, workflow);
  const sample = sampleAuthority(masterData.slug, [MASTER_DATA_SEGMENT]);
  const items = new Map(sample.map(({ key, ...item }): [string, Record<string, unknown>] => [key, item]));
  for (const { key, version } of sample) run.memory.versions.set(key, Number(version));
  const now = () => run.clock.now().toISOString();
  const authority: AuthorityPort = {
    read: async (scope) => snapshotOf(items, scope, now()),
    standing: async (subject) => standingOf(items, subject, now()),
  };
  const facts = { read: async () => factsOf(...(parties.length > 0 ? parties : [party()])) };
  const deciding = { policiesOf: () => policies, authority, commitments: run.gateway.commitments };
  const applied: ChangePartyPayload[] = [];
  const erp = {
    enforcesKey: true,
    versions: async (of: Parameters<typeof run.erp.versions>[0]) =>
      of.map((each) => ({ ...each, version: `v-${each.id}` })),
    post: async ({ payload }: Parameters<typeof run.erp.post>[0]): Promise<MasterRecord> => {
      const asked = payload as unknown as ChangePartyPayload;
      applied.push(asked);
      const { change } = asked;
      const fields = {
        ...{ name: 'Papeterie Lumière SARL', taxId: 'FR40303265045', accounts: [], hold: false },
        ...('to' in change && { [change.field === 'tax-id' ? 'taxId' : change.field]: change.to }),
      };
      return { id: asked.party, number: 'V-100', version: 'v2', fields };
    },
    probe: async () => undefined,
  };
  const gateway = { ...run.gateway, ...deciding, erp };
  /** Up to the decision; without a confidence it is not assessed. */
  const decided = async (source: string, request: object, assessment?: object) => {
    const document = { content: JSON.stringify(request), encoding: 'utf-8' };
    await run.tell('party.change-requested.v1', { document }, { source, id: `e${run.started.length + 1}` });
    const ref = run.started.at(-1)?.input as CaseRef;
    const gathered = await gather(
      { ...ref, state: 'Gather' },
      { ...run.as('gather'), facts, openCases: { facets: async () => [] } },
    );
    if (assessment)
      await run.append('assess', ref.caseId, {
        ...{ entryKey: '1/1/Assess', stage: 'assessed', workflow: { slug: workflow.slug, version: '1' } },
        body: { attempt: 1, visit: 1, assessment: JSON.parse(JSON.stringify(assessment)) },
      });
    return decide({ ...gathered, state: 'Decide' }, { ...run.as('decide'), ...deciding });
  };
  const carryOut = (ref: CaseRef) => execute({ ...run.messageOf(ref), command: 'change-party' }, gateway);
  const entriesOf = ({ caseId }: CaseRef) => run.gateway.ledger.read(caseId);
  /** What policy was asked about, as the evidence has it. */
  const subjectOf = async (ref: CaseRef) => {
    const last = (await entriesOf(ref)).findLast(({ stage }) => stage === 'decided');
    if (!last) throw new Error('nothing is decided');
    const text = Buffer.from(await run.evidence.get(ref.caseId, evidenceOf(last, 1))).toString('utf8');
    return (JSON.parse(text) as { subject: Subject }).subject;
  };
  /** What the bus hears of the newest entry. */
  const told = async (ref: CaseRef) => {
    const events: OutgoingEvent[] = [];
    const last = (await entriesOf(ref)).at(-1);
    if (!last) throw new Error('the case has no entry');
    await publish(last, {
      workflowOf: () => workflow,
      ledger: run.gateway.ledger,
      announcer: { announce: async (event) => void events.push(event) },
      cases: { put: async () => undefined },
      measure: () => {},
      notifier: { notify: async () => {} },
    });
    return events;
  };
  return { ...run, decided, carryOut, entriesOf, subjectOf, told, applied, authority, gateway, policies };
}
