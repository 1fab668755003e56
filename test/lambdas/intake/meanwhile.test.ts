import { beforeEach, describe, expect, it } from 'vitest';
import { conclude } from '../../../lambdas/conclude/run.ts';
import { newest } from '../../../lambdas/shared/case-log.ts';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import type { Stage } from '../../../statemachines/kernel/ledger-entry.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { toyRun } from '../../support/toy-run.ts';

const NOTE = { number: 'A1', cents: 2_000 };
const LATER = { id: 'e2', time: '2026-11-24T10:00:00Z' };
let run: ReturnType<typeof toyRun>;
beforeEach(() => {
  run = toyRun();
});

/** What happens in the moment before an entry of this stage is first put. */
function justBefore(stage: Stage, act: () => Promise<unknown>): void {
  const { store } = run.memory;
  const putIfFree = store.putIfFree.bind(store);
  store.putIfFree = async (entry, together) => {
    if (entry.stage === stage) {
      store.putIfFree = putIfFree;
      await act();
    }
    return putIfFree(entry, together);
  };
}
const begun = async (): Promise<CaseRef> => {
  await run.receive(NOTE);
  return run.started.at(-1)?.input as CaseRef;
};
const stages = async ({ caseId }: CaseRef) => (await run.deciding.ledger.read(caseId)).map(({ stage }) => stage);

describe('a step of the attempt before, whose case is superseded or withdrawn just as it writes, writes nothing', () => {
  const park = (ref: CaseRef) => conclude({ ...ref, state: 'Park', reason: 'Transient' }, run.as('conclude'));
  const steps: [Stage, (ref: CaseRef) => Promise<unknown>][] = [
    ['gathered', (ref) => run.toDecision(ref)],
    ['decided', (ref) => run.toDecision(ref)],
    ['review-opened', async (ref) => run.open(await run.toDecision(ref))],
    ['parked', park],
  ];
  it.each(steps)('%s', async (stage, step) => {
    for (const event of [() => run.correct({ ...NOTE, cents: 700 }, LATER), () => run.withdraw('A1', LATER)]) {
      run = toyRun();
      const ref = await begun();
      justBefore(stage, event);
      await expect(step(ref)).rejects.toMatchObject({ name: 'NotAuthorised' });
      expect(await stages(ref)).not.toContain(stage);
    }
  });
});

describe('where the sweep begins another attempt in that very moment', () => {
  const sweeps = async ({ caseId }: CaseRef) => {
    await run.append('sweep', caseId, { entryKey: '1/interrupted', stage: 'interrupted', body: { attempt: 1 } });
    await run.append('sweep', caseId, { entryKey: '2/reopened', stage: 'reopened', body: { attempt: 2 } });
  };

  it('a correction supersedes that one', async () => {
    const ref = await begun();
    justBefore('superseded', () => sweeps(ref));
    expect((await run.correct({ ...NOTE, cents: 700 }, LATER)).answer).toBe('accepted');
    expect([run.stopped, run.started.at(-1)?.name]).toEqual([[`${ref.caseId}-2`], `${ref.caseId}-3`]);
    expect(await run.toDecision({ ...ref, attempt: 3 }, 0.95)).toMatchObject({ route: 'auto' });
  });

  it('a withdrawal ends that one', async () => {
    const ref = await begun();
    justBefore('withdrawn-by-sender', () => sweeps(ref));
    expect((await run.withdraw('A1', LATER)).answer).toBe('accepted');
    expect(run.stopped).toEqual([`${ref.caseId}-2`]);
    await expect(run.toDecision({ ...ref, attempt: 2 })).rejects.toThrow('withdrawn the case');
  });
});

it('of two corrections at once both are heard, and the later one counts', async () => {
  const ref = await begun();
  const later = { id: 'e3', time: '2026-11-24T11:00:00Z' };
  justBefore('superseded', () => run.correct({ ...NOTE, cents: 800 }, later));
  expect((await run.correct({ ...NOTE, cents: 700 }, LATER)).answer).toBe('conflict');
  const entries = await run.deciding.ledger.read(ref.caseId);
  expect([newest(entries, 'superseded')?.body['eventId'], statusOf(entries)]).toEqual(['shop/e3', 'open']);
});
