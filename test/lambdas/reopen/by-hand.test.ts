import { beforeEach, describe, expect, it } from 'vitest';
import { conclude } from '../../../lambdas/conclude/run.ts';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { toyRun } from '../../support/toy-run.ts';

let run: ReturnType<typeof toyRun>;
let refused: CaseRef;
beforeEach(async () => {
  run = toyRun();
  await run.receive({ number: 'A1', cents: 500 });
  refused = await run.toDecision(run.started[0]?.input as CaseRef, 0.95);
  await conclude({ ...refused, state: 'Refuse', reason: 'RejectedByPerson: no' }, run.as('conclude'));
});

const begun = (attempt: number): CaseRef => ({ schema: 1, caseId: refused.caseId, attempt, workflow: 'toy' });
const entries = () => run.deciding.ledger.read(refused.caseId);

describe('an execution of a closed case that somebody starts by hand', () => {
  it('gathers nothing, and ends nothing of the case', async () => {
    const before = await entries();
    await expect(run.toDecision(begun(2))).rejects.toThrow('nobody has begun attempt 2: 1 is due');
    const ending = conclude({ ...begun(2), state: 'Park', reason: 'NotAuthorised' }, run.as('conclude'));
    await expect(ending).rejects.toThrow('nobody has begun attempt 2');
    expect(await entries()).toEqual(before);
  });

  it('gathers nothing on the word of somebody else’s key', async () => {
    await run.append('reopen', refused.caseId, { entryKey: 'x', stage: 'reopened-by-person', body: { attempt: 2 } });
    const all = await entries();
    run.memory.cases.set(
      refused.caseId,
      all.map((entry) => (entry.stage === 'reopened-by-person' ? { ...entry, mac: 'forged' } : entry)),
    );
    await expect(run.toDecision(begun(2))).rejects.toThrow('MAC of reopened-by-person does not verify');
  });

  it('of an attempt that is over does what it did: nothing more', async () => {
    const before = (await entries()).length;
    await run.toDecision(begun(1));
    expect((await entries()).length).toBe(before);
    expect(statusOf(await entries())).toBe('refused');
  });
});
