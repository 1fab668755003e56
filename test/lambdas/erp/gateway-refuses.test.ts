import { beforeEach, describe, expect, it } from 'vitest';
import { execute } from '../../../lambdas/erp/gateway.ts';
import type { Role } from '../../../statemachines/kernel/authority/role.ts';
import { toyStanding } from '../../support/toy-workflow.ts';
import { atGateway, failure } from './at-gateway.ts';

let { run, decided, go, approve } = atGateway();
beforeEach(() => {
  ({ run, decided, go, approve } = atGateway());
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
