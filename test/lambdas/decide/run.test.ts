import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { MAX_VISITS } from '../../../statemachines/kernel/task-input.ts';
import { toyRun } from '../../support/toy-run.ts';

let run: ReturnType<typeof toyRun>;
beforeEach(() => {
  run = toyRun();
});

async function routed(document: object, confidence?: number): Promise<CaseRef> {
  await run.receive({ number: 'A1', ...document });
  return run.toDecision(run.started.at(-1)?.input as CaseRef, confidence);
}

describe('the decision', () => {
  it.each([
    ['reject', 'refuse', 'FLAW-REJECT'],
    ['park', 'park', 'FLAW-PARK'],
  ])('makes no proposal where a finding asks to %s', async (flaw, route, reason) => {
    expect(await routed({ cents: 5, flaw }, 0.99)).toMatchObject({ route, reason });
  });

  it('refuses nothing that the ERP may have, by its own work: a person looks, though a finding asks to reject', async () => {
    await run.receive({ number: 'A1', cents: 5, flaw: 'reject' });
    const ref = run.started.at(-1)?.input as CaseRef;
    const body = { attempt: 1, visit: 1, command: 'post-toy', idempotencyKey: `${ref.caseId}/post-toy/1` };
    await run.append('gateway', ref.caseId, { entryKey: 'before', stage: 'prepared', body });
    expect(await run.toDecision(ref, 0.99)).toMatchObject({ route: 'park', reason: 'FLAW-REJECT' });
  });

  it('T8: sends a case without an assessment to a person', async () => {
    expect(await routed({ cents: 5 })).toMatchObject({ route: 'review' });
  });

  it.each([
    ['a blocking finding', { cents: 5, flaw: 'review' }, 0.99, 'review'],
    ['too little confidence', { cents: 5 }, 0.79, 'review'],
    ['an amount above the agent’s limit', { cents: 1_001 }, 0.99, 'review'],
    ['an amount that two people must sign', { cents: 20_000 }, 0.99, 'review'],
    ['an amount above everybody’s limit (T4)', { cents: 50_001 }, 0.99, 'park'],
    ['nothing odd, exactly at the limit', { cents: 1_000 }, 0.8, 'auto'],
  ])('with %s', async (_, document, confidence, route) => {
    expect(await routed(document, confidence)).toMatchObject({ route });
  });

  it('T10: permits nobody where no role, no materiality or another currency is on file', async () => {
    const { now } = run.authority;
    run.authority.now = { ...now, roles: [] };
    expect(await routed({ cents: 5 }, 0.99)).toMatchObject({ route: 'park', reason: 'NOBODY-PERMITTED' });
    const { materiality: _, ...rest } = now;
    run.authority.now = rest;
    expect(await routed({ number: 'B', cents: 5 }, 0.99)).toMatchObject({ route: 'park' });
    run.authority.now = {
      ...now,
      roles: now.roles.map((role) => ({ ...role, limits: role.limits.map((row) => ({ ...row, currency: 'USD' })) })),
    };
    expect(await routed({ number: 'C', cents: 5 }, 0.99)).toMatchObject({ route: 'park' });
  });

  it('believes no assessment that another role wrote', async () => {
    await run.receive({ number: 'A1', cents: 5 });
    const [start] = run.started;
    if (!start) throw new Error('nothing was started');
    const { caseId } = start.input;
    const body = { attempt: 1, visit: 1, assessment: { confidence: 1, anomalies: [] } };
    await run.append('gather', caseId, { entryKey: 'forged', stage: 'assessed', body }).catch(() => undefined);
    await expect(run.toDecision(start.input)).rejects.toThrow(/gather may not write assessed/);
  });

  it('T7: a retried step returns what was recorded, though the world has changed', async () => {
    const first = await routed({ cents: 5 }, 0.99);
    run.authority.now = { ...run.authority.now, roles: [] };
    expect(await run.toDecision({ schema: 1, caseId: first.caseId, attempt: 1, workflow: 'toy' }, 0.99)).toEqual(first);
  });

  it('ends when the facts never stand still', async () => {
    const ref = await routed({ cents: 5 }, 0.99);
    await expect(run.toDecision({ ...ref, visit: MAX_VISITS })).rejects.toThrow(/changed 3 times/);
  });
});
