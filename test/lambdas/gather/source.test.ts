import { expect, it } from 'vitest';
import type { Case, Origin, Workflow } from '../../../statemachines/kernel/define-workflow.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { toyRun } from '../../support/toy-run.ts';
import { toyWorkflow } from '../../support/toy-workflow.ts';

/** The toy, and whom it takes its document to be from. */
function told() {
  const sources: string[] = [];
  const origins: Origin[] = [];
  const find = ({ source }: Case<unknown, unknown>) => {
    sources.push(source);
    return [];
  };
  const workflow: Workflow = {
    ...toyWorkflow,
    identify: (document, origin) => {
      origins.push(origin);
      return toyWorkflow.identify(document, origin);
    },
    controls: [{ id: 'source', owner: 'security', find }],
    propose: (of: Case<unknown, unknown>, ...rest) => {
      sources.push(of.source);
      return toyWorkflow.propose(of, ...rest);
    },
  };
  return { run: toyRun(undefined, workflow), sources, origins };
}

it('is the producer of the bus, and not what the event or its data say', async () => {
  const { run, sources, origins } = told();
  const document = { content: JSON.stringify({ number: 'A1', cents: 500 }), encoding: 'utf-8' };
  await run.tell('toy.received.v1', { document }, { source: 'shop', says: 'crm', subject: 'S-1' });
  await run.toDecision(run.started[0]?.input as CaseRef, 0.95);
  expect(sources).toEqual(['shop', 'shop']);
  expect(origins).toEqual([{ source: 'shop', subject: 'S-1' }]);
});

it('is that of the newest document', async () => {
  const { run, sources } = told();
  await run.receive({ number: 'A1', cents: 500 });
  await run.correct({ number: 'A1', cents: 600 }, { id: 'e2' });
  await run.toDecision(run.started.at(-1)?.input as CaseRef, 0.95);
  expect(sources).toEqual(['shop', 'shop']);
});
