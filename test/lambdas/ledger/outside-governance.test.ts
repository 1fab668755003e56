import { expect, it } from 'vitest';
import { publish } from '../../../lambdas/ledger/publish.ts';
import type { CaseSummary } from '../../../lambdas/shared/adapters/case-view.ts';
import type { Stage } from '../../../statemachines/kernel/ledger-entry.ts';
import { breakCaseId, RECONCILIATION } from '../../../statemachines/kernel/reconciliation.ts';
import { toyRun } from '../../support/toy-run.ts';

const never = async () => Promise.reject(new Error('told'));

it('a document that no case has is on the worklist until it is gone, and no event tells of it', async () => {
  const run = toyRun();
  const caseId = breakCaseId('7');
  const body = { kind: 'outside-governance', subject: '7', says: 'SI-7 came by no case', documents: ['7'] };
  const listed: CaseSummary[] = [];
  for (const stage of ['break-found', 'break-closed'] satisfies Stage[]) {
    const entry = await run.append('reconcile', caseId, { entryKey: stage, stage, body, workflow: RECONCILIATION });
    await publish(entry, {
      workflowOf: () => {
        throw new Error('no workflow');
      },
      ledger: run.as('reconcile').ledger,
      announcer: { announce: never },
      cases: { put: async (summary) => listed.push(summary) },
      notifier: { notify: never },
      measure: () => {
        throw new Error('measured');
      },
    });
  }
  expect(listed).toMatchObject([
    { status: 'outside-governance', exceptionClass: 'break', exception: { opened: 1, reason: body.says } },
    { status: 'outside-governance-closed' },
  ]);
  expect(listed[1]?.exceptionClass).toBeUndefined();
});
