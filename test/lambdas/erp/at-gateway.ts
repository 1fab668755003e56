import { execute } from '../../../lambdas/erp/gateway.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { toyRun } from '../../support/toy-run.ts';

/** What a command is told that failed. */
export const failure = (error: string) => ({ kind: 'settled', answer: { kind: 'failure', error } });

/** The real handlers over memory, and what a test of the gateway does with their cases. */
export function atGateway() {
  const run = toyRun();
  async function decided(
    document: object = { number: 'A1', cents: 500 },
    confidence: number | undefined = 0.95,
  ): Promise<CaseRef> {
    await run.receive(document);
    const start = run.started.at(-1);
    if (!start) throw new Error('nothing was started');
    return run.toDecision(start.input, confidence);
  }
  const go = (ref: CaseRef) => execute(run.messageOf(ref), run.gateway);
  const stages = async (ref: CaseRef) => (await run.gateway.ledger.read(ref.caseId)).map(({ stage }) => stage);
  const approve = (ref: CaseRef, body: object = {}, id = 'ann') =>
    run.append('countersign', ref.caseId, {
      entryKey: `approval/${ref.visit}/${id}`,
      stage: 'approved',
      actor: { kind: 'person', id },
      body: {
        ...{ attempt: 1, visit: ref.visit ?? 1, digest: ref.digest ?? '', validUntil: '2026-12-01T00:00:00.000Z' },
        ...{ action: 'commit', role: 'clerk', names: [id], claimed: ['clerk', 'chief'], ...body },
      },
    });
  return { run, decided, go, stages, approve };
}
