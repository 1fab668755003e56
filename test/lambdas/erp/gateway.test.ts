import { beforeEach, describe, expect, it } from 'vitest';
import { ErpConflict, ErpRefused, ErpUnavailable, ErpUnknown } from '../../../lambdas/erp/errors.ts';
import { chainFaults } from '../../../statemachines/kernel/verify-chain.ts';
import { atGateway, failure } from './at-gateway.ts';

let { run, decided, go, stages, approve } = atGateway();
beforeEach(() => {
  ({ run, decided, go, stages, approve } = atGateway());
});

describe('the gateway posts once', () => {
  it('and answers a repeat with what was recorded (T7)', async () => {
    const ref = await decided();
    const first = await go(ref);
    expect(await go(ref)).toEqual(first);
    expect(run.erp.calls).toBe(1);
    expect(chainFaults(await run.gateway.ledger.read(ref.caseId))).toEqual([]);
  });

  it('what a person countersigned', async () => {
    const ref = await decided({ number: 'A1', cents: 2_000 });
    await approve(ref);
    expect(await go(ref)).toMatchObject({ answer: { kind: 'success' } });
  });

  it('what two people countersigned, where two must', async () => {
    const ref = await decided({ number: 'A1', cents: 30_000 });
    await approve(ref, { action: 'second' }, 'ann');
    await approve(ref, { role: 'chief' }, 'cleo');
    expect(await go(ref)).toMatchObject({ answer: { kind: 'success' } });
  });

  it('T11: a lost answer is probed after the lease, never before', async () => {
    const ref = await decided();
    run.erp.after = () => {
      throw new ErpUnknown('the answer is lost');
    };
    expect(await go(ref)).toMatchObject({ kind: 'later' });
    expect(await go(ref)).toMatchObject({ kind: 'later', afterMs: 30_000 });
    run.clock.advance(30_000);
    expect(await go(ref)).toMatchObject({ answer: { kind: 'success' } });
    expect(run.erp.calls).toBe(1);
  });

  it('T12: what was lost before it was executed is posted again, if the ERP enforces the key', async () => {
    const ref = await decided();
    run.erp.before = () => {
      run.erp.before = () => {};
      throw new ErpUnknown('connection reset');
    };
    expect(await go(ref)).toMatchObject({ kind: 'later' });
    run.clock.advance(30_000);
    expect(await go(ref)).toMatchObject({ answer: { kind: 'success' } });
    expect(run.erp.documents.size).toBe(1);
    expect(await stages(ref)).toContain('probed');
  });

  it('T12: and goes to a person where the ERP does not', async () => {
    const ref = await decided();
    run.erp.enforcesKey = false;
    run.erp.before = () => {
      throw new ErpUnknown('connection reset');
    };
    await go(ref);
    run.clock.advance(30_000);
    expect(await go(ref)).toMatchObject(failure('EffectUnknown'));
    expect(run.erp.calls).toBe(1);
  });

  it('waits as long as the ERP says while it is down, and settles what it refuses', async () => {
    const ref = await decided();
    run.erp.versions = async () => {
      throw new ErpUnavailable('busy', { sent: false, retryAfterMs: 7_000 });
    };
    expect(await go(ref)).toMatchObject({ kind: 'later', afterMs: 7_000 });
    const other = await decided({ number: 'B2', cents: 5 });
    run.erp.versions = async (of) => of;
    run.erp.before = () => {
      throw new ErpRefused('period closed');
    };
    expect(await go(other)).toMatchObject({ answer: { error: 'ErpRejected', cause: 'period closed' } });
  });

  it('goes back to gather when the ERP finds a version stale in its own transaction', async () => {
    const ref = await decided();
    run.erp.before = () => {
      throw new ErpConflict('STALE_VERSION: vendor 7');
    };
    expect(await go(ref)).toMatchObject({ answer: { error: 'FactsChanged' } });
  });

  it('with ten workers at once: one document', async () => {
    const ref = await decided();
    await Promise.all(Array.from({ length: 10 }, () => go(ref)));
    expect(run.erp.calls).toBe(1);
    expect((await stages(ref)).filter((stage) => stage === 'prepared')).toHaveLength(1);
  });
});
