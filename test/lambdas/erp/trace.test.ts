import { beforeEach, describe, expect, it } from 'vitest';
import { ErpUnknown } from '../../../lambdas/erp/errors.ts';
import { execute } from '../../../lambdas/erp/gateway.ts';
import type { Accompanying } from '../../../lambdas/erp/port.ts';
import { traceOf } from '../../../lambdas/shared/trace.ts';
import type { LedgerEntry } from '../../../statemachines/kernel/ledger-entry.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { toyRun } from '../../support/toy-run.ts';

const TRACE = { traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01` };
let run: ReturnType<typeof toyRun>;
let handed: (Accompanying | undefined)[];
beforeEach(() => {
  run = toyRun();
  handed = [];
  const { post } = run.erp;
  run.erp.post = (command, digest, accompanying) => {
    handed.push(accompanying);
    return post(command, digest, accompanying);
  };
});

async function decided(trace = {}, id = 'e1', number = 'A1'): Promise<CaseRef> {
  await run.receive({ number, cents: 500 }, id, 'shop', trace);
  return run.toDecision(run.started.at(-1)?.input as CaseRef, 0.95);
}
const go = (ref: CaseRef) => execute(run.messageOf(ref), run.gateway);
const traces = async ({ caseId }: CaseRef) => {
  const effects = (await run.gateway.ledger.read(caseId)).filter(({ writer }) => writer === 'gateway');
  return effects.map(({ stage, body }) => [stage, body['traceparent']]);
};

describe('the trace of the event', () => {
  it.each([
    ['none', undefined],
    ['malformed', 'x'],
    ['one with more behind it', `${TRACE.traceparent}\r\nx: y`],
    ['no text', 7],
  ])('is none where the case has %s', (_, traceparent) => {
    const received = { stage: 'received', body: { traceparent } } as unknown as LedgerEntry;
    expect(traceOf([received])).toBeUndefined();
  });

  it('goes with the command to the ERP, and stands beside what the gateway writes', async () => {
    const ref = await decided(TRACE);
    expect(await go(ref)).toMatchObject({ answer: { kind: 'success' } });
    expect(handed).toEqual([TRACE]);
    expect(await traces(ref)).toEqual([
      ['prepared', TRACE.traceparent],
      ['confirmed', TRACE.traceparent],
    ]);
  });

  it('stands beside what is found after a lost answer', async () => {
    const ref = await decided(TRACE);
    run.erp.after = () => {
      throw new ErpUnknown('the answer is lost');
    };
    await go(ref);
    run.clock.advance(30_000);
    await go(ref);
    expect((await traces(ref)).at(-1)).toEqual(['confirmed', TRACE.traceparent]);
  });

  it('is no part of what is decided: the digest is the same without it', async () => {
    const { digest } = await decided(TRACE);
    run = toyRun();
    expect((await decided()).digest).toBe(digest);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is not needed', async () => {
    const ref = await decided();
    expect(await go(ref)).toMatchObject({ answer: { kind: 'success' } });
    expect(handed).toEqual([{}]);
    for (const entry of await run.gateway.ledger.read(ref.caseId)) expect(entry.body).not.toHaveProperty('traceparent');
  });

  it('is not believed from an entry that Intake has not signed', async () => {
    const ref = await decided(TRACE);
    const entries = run.memory.cases.get(ref.caseId) ?? [];
    run.memory.cases.set(
      ref.caseId,
      entries.map((entry) => (entry.stage === 'received' ? { ...entry, mac: 'forged' } : entry)),
    );
    await expect(go(ref)).rejects.toThrow('the MAC of received does not verify');
    expect(handed).toEqual([]);
  });
});
