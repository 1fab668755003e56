import { beforeEach, describe, expect, it } from 'vitest';
import { ErpConflict, ErpRefused, ErpUnavailable, ErpUnknown } from '../../../lambdas/erp/errors.ts';
import { execute } from '../../../lambdas/erp/gateway.ts';
import { settle } from '../../../lambdas/erp/settle.ts';
import type { Role } from '../../../statemachines/kernel/authority/role.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { chainFaults } from '../../../statemachines/kernel/verify-chain.ts';
import { toyRun } from '../../support/toy-run.ts';
import { toyStanding } from '../../support/toy-workflow.ts';

let run: ReturnType<typeof toyRun>;
beforeEach(() => {
  run = toyRun();
});

async function decided(
  document: object = { number: 'A1', cents: 500 },
  confidence: number | undefined = 0.95,
): Promise<CaseRef> {
  await run.receive(document);
  const start = run.started.at(-1);
  if (!start) throw new Error('nothing was started');
  return run.toDecision(start.input, confidence);
}
const go = (ref: CaseRef) => execute(run.messageOf(ref), run.gateway);
const failure = (error: string) => ({ kind: 'settled', answer: { kind: 'failure', error } });
const stages = async (ref: CaseRef) => (await run.gateway.ledger.read(ref.caseId)).map(({ stage }) => stage);
const approve = (ref: CaseRef, body: object = {}, id = 'ann') =>
  run.append('countersign', ref.caseId, {
    entryKey: `approval/${id}`,
    stage: 'approved',
    actor: { kind: 'person', id },
    body: {
      ...{ attempt: 1, visit: 1, digest: ref.digest ?? '', validUntil: '2026-12-01T00:00:00.000Z' },
      ...{ action: 'commit', role: 'clerk', names: [id], claimed: ['clerk', 'chief'], ...body },
    },
  });
const lowered = (limits: Role['limits']) => limits.map((row) => ({ ...row, alone: { note: 1 }, second: {} }));

describe('the gateway refuses', () => {
  it('T1: a command that was decided for review and that nobody countersigned, whatever the message says', async () => {
    const ref = await decided({ number: 'A1', cents: 2_000 });
    expect(ref.route).toBe('review');
    expect(await go({ ...ref, route: 'auto', verdict: 'approved' })).toMatchObject(failure('NotAuthorised'));
    expect(run.erp.calls).toBe(0);
  });

  it.each([
    ['another digest', { digest: 'f'.repeat(64) }],
    ['an expired countersignature', { validUntil: '2026-11-01T00:00:00.000Z' }],
    ['one without an end', { validUntil: 'never' }],
    ['no action that is known (T1)', { action: 'true' }],
  ])('a countersignature of %s', async (_, body) => {
    const ref = await decided({ number: 'A1', cents: 2_000 });
    await approve(ref, body);
    expect(await go(ref)).toMatchObject(failure('NotAuthorised'));
    expect(run.erp.calls).toBe(0);
  });

  it.each([
    ['a stop of everything, and the queue waits', { kind: 'all', id: '*', version: 7 }, { kind: 'later' }],
    ['a switch that can’t be read (T10)', { kind: 'workflow', id: 'toy' }, { kind: 'later' }],
    [
      'a stop of the counterparty, and the case goes back',
      { kind: 'counterparty', id: 'c', version: 1 },
      failure('FactsChanged'),
    ],
  ] as const)('%s', async (_, stop, outcome) => {
    const ref = await decided();
    const stopped = { version: undefined, ...stop, key: `stop#${stop.kind}`, stopped: true };
    run.authority.now = { ...run.authority.now, stops: [...run.authority.now.stops, stopped] };
    expect(await go(ref)).toMatchObject(outcome);
    expect(run.erp.calls).toBe(0);
  });

  it('T22: when a stop comes between the check and the write', async () => {
    const ref = await decided();
    run.memory.versions.set('stop#all', 8);
    expect(await go(ref)).toMatchObject(failure('FactsChanged'));
    expect(run.erp.calls).toBe(0);
  });

  it('T24: the agent whose limit was lowered while the command waited', async () => {
    const ref = await decided();
    run.authority.now = {
      ...run.authority.now,
      roles: run.authority.now.roles.map((role) => ({ ...role, limits: lowered(role.limits) })),
    };
    expect(await go(ref)).toMatchObject(failure('NotAuthorised'));
  });

  it.each([
    ['whose limit was lowered meanwhile: back to review', 2_000, ['ann'], 'limits'],
    ['who lost the role meanwhile (T24)', 2_000, ['ann'], 'role'],
    ['alone, where two must', 30_000, ['cleo'], undefined],
    ['twice the same person, where two must', 30_000, ['cleo', 'cleo'], undefined],
  ])('people %s', async (_, cents, people, change) => {
    const ref = await decided({ number: 'A1', cents });
    for (const id of people) await approve(ref, { claimed: ['clerk', 'chief'] }, id);
    if (change === 'limits')
      run.authority.now = {
        ...run.authority.now,
        roles: run.authority.now.roles.map((role) => ({ ...role, limits: lowered(role.limits) })),
      };
    if (change === 'role') run.authority.people.set('ann', toyStanding('ann'));
    expect(await go(ref)).toMatchObject(failure('FactsChanged'));
    expect(run.erp.calls).toBe(0);
  });

  it('a decision whose entity versions have changed', async () => {
    const ref = await decided();
    run.erp.version = 'v2';
    expect(await go(ref)).toMatchObject(failure('FactsChanged'));
    expect(run.erp.calls).toBe(0);
  });

  it('a forged decision: the right entry under the wrong key', async () => {
    const ref = await decided();
    const entries = run.memory.cases.get(ref.caseId) ?? [];
    run.memory.cases.set(
      ref.caseId,
      entries.map((entry) => (entry.stage === 'decided' ? { ...entry, mac: 'Zm9yZ2Vk' } : entry)),
    );
    await expect(go(ref)).rejects.toThrow(/MAC of decided/);
    expect(run.erp.calls).toBe(0);
  });

  it('a command that the decided proposal does not have', async () => {
    const ref = await decided();
    const outcome = await execute({ ...run.messageOf(ref), command: 'pay-vendor' }, run.gateway);
    expect(outcome).toMatchObject({
      answer: { error: 'NotAuthorised', cause: expect.stringMatching(/no command pay-vendor/) },
    });
  });

  it('a copied message of an earlier visit', async () => {
    const old = await decided();
    await run.toDecision({ schema: 1, caseId: old.caseId, attempt: 1, workflow: 'toy', visit: 1 }, 0.95);
    expect(await go(old)).toMatchObject(failure('NotAuthorised'));
  });

  it('the second of two look-alike cases: the claim is taken', async () => {
    expect(await go(await decided({ number: 'a1', cents: 500 }))).toMatchObject({ answer: { kind: 'success' } });
    expect(await go(await decided({ number: 'A1', cents: 500 }))).toMatchObject(failure('FactsChanged'));
    expect(run.erp.documents.size).toBe(1);
  });
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

describe('settling when the time is over', () => {
  it('withdraws what was not prepared; then it can’t be executed', async () => {
    const ref = await decided();
    expect(await settle({ ...ref, state: 'Settle' }, run.gateway)).toMatchObject({ settlement: 'withdrawn' });
    expect(await go(ref)).toMatchObject(failure('EffectUnknown'));
    expect(run.erp.calls).toBe(0);
  });

  it('finds out what became of what was prepared', async () => {
    const ref = await decided();
    run.erp.after = () => {
      throw new ErpUnknown('lost');
    };
    await go(ref);
    expect(await settle({ ...ref, state: 'Settle' }, run.gateway)).toMatchObject({ settlement: 'unknown' });
    run.clock.advance(30_000);
    expect(await settle({ ...ref, state: 'Settle' }, run.gateway)).toMatchObject({ settlement: 'confirmed' });
  });
});
