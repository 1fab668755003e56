import { ErpRefused, ErpUnknown } from '../../../lambdas/erp/errors.ts';
import { execute } from '../../../lambdas/erp/gateway.ts';
import { standingOf } from '../../../lambdas/erp/steps.ts';
import { type CaseRef, commandMessage } from '../../../statemachines/kernel/task-input.ts';
import { sagaWorkflow } from '../../support/saga-workflow.ts';
import { toyRun } from '../../support/toy-run.ts';

/** The real handlers over memory, and a case of three effects that is decided. */
export function atSaga() {
  const run = toyRun(undefined, sagaWorkflow);
  const refused = new Set<string>();
  const lost = new Set<string>();
  const { post } = run.erp;
  run.erp.post = async (command, digest) => {
    if (refused.has(command.kind)) throw new ErpRefused('period closed');
    if (lost.has(command.kind)) throw new ErpUnknown('connection reset');
    return post(command, digest);
  };
  async function decided(): Promise<CaseRef> {
    await run.receive({ number: 'A1', cents: 500 });
    return run.toDecision(run.started.at(-1)?.input as CaseRef, 0.95);
  }
  const go = (ref: CaseRef, command: string) =>
    execute(commandMessage.parse({ ...ref, command, taskToken: 'token' }), run.gateway);
  const entries = (ref: CaseRef) => run.gateway.ledger.read(ref.caseId);
  /** The first two are confirmed, and the ERP refuses the third. */
  async function failed(): Promise<CaseRef> {
    const ref = await decided();
    await go(ref, 'post-a');
    await go(ref, 'post-b');
    refused.add('post-c');
    await go(ref, 'post-c');
    return ref;
  }
  const states = async (ref: CaseRef) => standingOf(await entries(ref)).map(({ state }) => state);
  const keys = () => [...run.erp.documents.keys()].map((key) => key.split('/').slice(1).join('/'));
  const park = (ref: CaseRef, reason = 'ErpRejected') =>
    run.append('conclude', ref.caseId, {
      entryKey: `${ref.attempt}/${ref.visit}/Park`,
      stage: 'parked',
      body: { attempt: ref.attempt, visit: ref.visit ?? 0, reason },
    });
  return { run, refused, lost, decided, failed, go, entries, states, keys, park };
}
