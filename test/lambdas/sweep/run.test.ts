import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../../lambdas/ledger/publish.ts';
import type { ExecutionStatus } from '../../../lambdas/shared/adapters/executions.ts';
import { MAX_ATTEMPTS } from '../../../lambdas/shared/attempts.ts';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import { sweep } from '../../../lambdas/sweep/run.ts';
import { toyRun } from '../../support/toy-run.ts';

function swept(execution: ExecutionStatus) {
  const run = toyRun();
  const started: string[] = [];
  const stopped: string[] = [];
  const deps = {
    ...run.as('sweep'),
    ...{ reviews: run.reviews, answerer: run.answerer },
    executions: {
      start: async (_: string, name: string) => void started.push(name),
      stop: async (_: string, name: string) => void stopped.push(name),
      status: async () => execution,
    },
    cases: {
      inFlight: async () => [...run.memory.cases.values()].flatMap((entries) => summaryOf(entries) ?? []),
    },
  };
  return { run, started, stopped, deps };
}

describe('the sweep', () => {
  it('leaves alone what runs, what is young and what has ended', async () => {
    const running = swept('running');
    await running.run.receive({ number: 'A1', cents: 5 });
    running.run.clock.advance(60_000);
    expect((await sweep(running.deps)).interrupted).toEqual([]);

    const young = swept('ended');
    const { caseId = '' } = await young.run.receive({ number: 'A1', cents: 5 });
    expect((await sweep(young.deps)).interrupted).toEqual([]);
    await young.run.append('conclude', caseId, { entryKey: '1/1/Refuse', stage: 'refused', body: { attempt: 1 } });
    young.run.clock.advance(60_000);
    expect((await sweep(young.deps)).interrupted).toEqual([]);
  });

  it('T16: finds a case whose execution ended without its knowing, records it and starts the next attempt', async () => {
    const { run, started, deps } = swept('ended');
    const { caseId = '' } = await run.receive({ number: 'A1', cents: 5 });
    run.clock.advance(60_000);
    expect(await sweep(deps)).toMatchObject({ interrupted: [caseId], reopened: [caseId] });
    expect(started).toEqual([`${caseId}-2`]);
    const stages = (await deps.ledger.read(caseId)).map(({ stage }) => stage);
    expect(stages).toEqual(['received', 'interrupted', 'reopened']);
  });

  it('looks at the others when one case can’t be read', async () => {
    const { run, deps } = swept('ended');
    const { caseId: broken = '' } = await run.receive({ number: 'A1', cents: 5 });
    const { caseId: sound = '' } = await run.receive({ number: 'B2', cents: 5 }, 'e2');
    const [first] = run.memory.cases.get(broken) ?? [];
    if (first) run.memory.cases.set(broken, [{ ...first, body: { ...first.body, subject: 'tampered' } }]);
    run.clock.advance(60_000);
    const result = await sweep(deps);
    expect(result.interrupted).toEqual([sound]);
    expect(result.failed).toMatchObject([{ caseId: broken, reason: expect.stringContaining('LedgerBroken') }]);
  });

  it('starts an execution that was claimed and never started, again and again the same one', async () => {
    const { run, started, deps } = swept('absent');
    const { caseId = '' } = await run.receive({ number: 'A1', cents: 5 });
    run.clock.advance(60_000);
    await sweep(deps);
    expect(started).toEqual([`${caseId}-1`]);
  });

  it('starts what a person has reopened and nobody has started', async () => {
    const { run, started, deps } = swept('absent');
    const { caseId = '' } = await run.receive({ number: 'A1', cents: 5 });
    await run.append('conclude', caseId, { entryKey: '1/0/Park', stage: 'parked', body: { attempt: 1 } });
    await run.append('reopen', caseId, { entryKey: '2/reopened', stage: 'reopened-by-person', body: { attempt: 2 } });
    expect(await sweep(deps)).toMatchObject({ looked: 1 });
    expect(started).toEqual([]);
    run.clock.advance(60_000);
    await sweep(deps);
    expect(started).toEqual([`${caseId}-2`]);
  });

  it('stops what was superseded and still runs, and starts what has superseded it', async () => {
    const { run, started, stopped, deps } = swept('running');
    const { caseId = '' } = await run.receive({ number: 'A1', cents: 5 });
    await run.append('intake', caseId, { entryKey: '2/anew', stage: 'superseded', body: { attempt: 2 } });
    run.clock.advance(60_000);
    await sweep(deps);
    expect(stopped).toEqual([`${caseId}-1`]);
    const status = async (_: string, name: string) => (name.endsWith('-1') ? 'ended' : 'absent') as ExecutionStatus;
    await sweep({ ...deps, executions: { ...deps.executions, status } });
    expect([stopped, started]).toEqual([[`${caseId}-1`], [`${caseId}-2`]]);
  });

  it('begins to count anew once a person has reopened it', async () => {
    const { run, started, deps } = swept('ended');
    const { caseId = '' } = await run.receive({ number: 'A1', cents: 5 });
    const rounds = async () => {
      for (let round = 0; round < MAX_ATTEMPTS + 3; round += 1) {
        run.clock.advance(60_000);
        await sweep(deps);
      }
    };
    await rounds();
    await run.append('reopen', caseId, { entryKey: '4/reopened', stage: 'reopened-by-person', body: { attempt: 4 } });
    await rounds();
    expect(started).toEqual([2, 3, 5, 6].map((attempt) => `${caseId}-${attempt}`));
  });

  it('gives up after so many attempts, and leaves the case interrupted and visible', async () => {
    const { run, deps } = swept('ended');
    const { caseId = '' } = await run.receive({ number: 'A1', cents: 5 });
    for (let round = 0; round < MAX_ATTEMPTS + 3; round += 1) {
      run.clock.advance(60_000);
      await sweep(deps);
    }
    const entries = await deps.ledger.read(caseId);
    expect(entries.filter(({ stage }) => stage === 'reopened')).toHaveLength(MAX_ATTEMPTS - 1);
    expect(statusOf(entries)).toBe('interrupted');
    await run.append('gather', caseId, {
      entryKey: 'late',
      stage: 'gathered',
      body: { attempt: MAX_ATTEMPTS, visit: 1 },
    });
    expect(statusOf(await deps.ledger.read(caseId))).toBe('interrupted');
  });
});
