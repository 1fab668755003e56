import { beforeEach, describe, expect, it } from 'vitest';
import { readCase } from '../../../lambdas/assess/read-case.ts';
import { decide } from '../../../lambdas/decide/run.ts';
import { gather } from '../../../lambdas/gather/run.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { toyRun } from '../../support/toy-run.ts';
import { toyWorkflow } from '../../support/toy-workflow.ts';

let run: ReturnType<typeof toyRun>;
let begun: CaseRef;
beforeEach(async () => {
  run = toyRun();
  await run.receive({ number: 'A1', cents: 500 });
  begun = run.started[0]?.input as CaseRef;
});

const nextAttempt = () =>
  run.append('sweep', begun.caseId, { entryKey: '2/reopened', stage: 'reopened', body: { attempt: 2 } });
const entries = () => run.deciding.ledger.read(begun.caseId);

describe('T21: an attempt that is redriven after the next one has begun', () => {
  it('decides nothing, and no model is asked about it', async () => {
    const read = { read: async () => ({ version: 'v1', inFlight: [] }) };
    const gathered = await gather(
      { ...begun, state: 'Gather' },
      { ...run.as('gather'), facts: read, openCases: { facets: async () => [] } },
    );
    await nextAttempt();
    const { authority, commitments, policiesOf } = run.gateway;
    const deps = { ...run.as('decide'), authority, commitments, policiesOf };
    await expect(decide({ ...gathered, state: 'Decide' }, deps)).rejects.toThrow(
      'nobody has begun attempt 1: 2 is due',
    );
    const asked = readCase({ ...gathered, state: 'Assess' }, await entries(), toyWorkflow, run.as('assess'));
    await expect(asked).rejects.toThrow('nobody has begun attempt 1: 2 is due');
    expect((await entries()).map(({ stage }) => stage)).toEqual(['received', 'gathered', 'reopened']);
  });

  it('does not take the answer to a review from the attempt that waits for it', async () => {
    await run.open(await run.toDecision(begun), 'first');
    await nextAttempt();
    const due = await run.toDecision({ ...begun, attempt: 2 });
    await run.open(due, 'second');
    await expect(run.open({ ...due, attempt: 1 }, 'redriven')).rejects.toThrow('nobody has begun attempt 1');
    expect((await run.reviews.get(begun.caseId))?.taskToken).toBe('second');
  });
});
