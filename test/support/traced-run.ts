import { execute } from '../../lambdas/erp/gateway.ts';
import type { Accompanying } from '../../lambdas/erp/port.ts';
import { publish } from '../../lambdas/ledger/publish.ts';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { OutgoingEvent } from '../../statemachines/kernel/events/outgoing-event.ts';
import type { CaseRef } from '../../statemachines/kernel/task-input.ts';
import { toyRun } from './toy-run.ts';
import { toyWorkflow } from './toy-workflow.ts';

export const TRACE = { traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01` };

/** What the toy ERP answers a workflow's command with: a record where its event tells of one. */
const isOfRecord = ({ outcomes }: Pick<Workflow, 'outcomes'>, kind: string) =>
  outcomes.some(({ command, example }) => command === kind && 'record' in Object(example));
const RECORD = { id: '12', number: 'V-100', version: 'v2', fields: { name: 'Acme' } };

/**
 * One toy document with a trace, brought to the ERP by a workflow's own command and told by its own outcomes: what was
 * handed to the ERP, the entries that carry a trace, and the events.
 */
export async function tracedRun({ effects, outcomes }: Workflow, kind: string) {
  const propose: Workflow['propose'] = (input, findings) => {
    const proposed = toyWorkflow.propose(input, findings);
    return proposed && { ...proposed, commands: proposed.commands.map((command) => ({ ...command, kind })) };
  };
  const workflow = { ...toyWorkflow, effects, outcomes, propose };
  const run = toyRun(undefined, workflow);
  const handed: (Accompanying | undefined)[] = [];
  const { post } = run.erp;
  run.erp.post = (command, digest, accompanying) => {
    handed.push(accompanying);
    return isOfRecord({ outcomes }, kind) ? Promise.resolve(RECORD) : post(command, digest, accompanying);
  };
  await run.receive({ number: 'A1', cents: 500 }, 'e1', 'shop', TRACE);
  const ref = await run.toDecision(run.started[0]?.input as CaseRef, 0.95);
  await execute({ ...run.messageOf(ref), command: kind }, run.gateway);
  const entries = await run.gateway.ledger.read(ref.caseId);
  const told: OutgoingEvent[] = [];
  for (const entry of entries)
    await publish(entry, {
      workflowOf: () => workflow,
      ledger: run.gateway.ledger,
      announcer: { announce: async (event) => void told.push(event) },
      cases: { put: async () => undefined },
      measure: () => {},
      notifier: { notify: async () => {} },
    });
  return { run: entries.filter(({ body }) => 'traceparent' in body), handed, told };
}
