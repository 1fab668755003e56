import { beforeEach, describe, expect, it } from 'vitest';
import { compensationOf } from '../../../lambdas/erp/compensation.ts';
import type { LedgerEntry } from '../../../statemachines/kernel/ledger-entry.ts';
import type { Command } from '../../../statemachines/kernel/proposal.ts';
import { failure } from './at-gateway.ts';
import { atSaga } from './at-saga.ts';

let { run, refused, lost, decided, failed, go, entries, states, keys, park } = atSaga();
beforeEach(() => {
  ({ run, refused, lost, decided, failed, go, entries, states, keys, park } = atSaga());
});

const reasonOf = (of: readonly LedgerEntry[]) => of.at(-1)?.body['reason'];
const shares = () => run.gateway.commitments.since('toy#A1', '2026-01-01');
const refusedBecause = async (ref: Awaited<ReturnType<typeof decided>>, command: string, why: RegExp) => {
  expect(await go(ref, command)).toMatchObject(failure('NotAuthorised'));
  expect(reasonOf(await entries(ref))).toMatch(why);
};

describe('the gateway does not carry out', () => {
  it('an effect before the one that comes before it', async () => {
    await refusedBecause(await decided(), 'post-b', /post-a comes before it, and is not-started/);
  });

  it('a compensation of what is not there', async () => {
    await refusedBecause(await decided(), 'undo-a', /there is nothing to undo/);
  });

  it('a compensation while nothing has failed', async () => {
    const ref = await decided();
    await go(ref, 'post-a');
    await refusedBecause(ref, 'undo-a', /no later effect has failed/);
    expect(keys()).toEqual(['post-a/1']);
  });

  it('a compensation while a later effect stands', async () => {
    const ref = await failed();
    await refusedBecause(ref, 'undo-a', /post-b comes first, and is confirmed/);
    expect(keys()).toEqual(['post-a/1', 'post-b/1']);
  });

  it('a compensation while nobody knows whether a later effect happened', async () => {
    const ref = await decided();
    await go(ref, 'post-a');
    await go(ref, 'post-b');
    lost.add('post-c');
    expect(await go(ref, 'post-c')).toMatchObject({ kind: 'later' });
    await refusedBecause(ref, 'undo-b', /post-c comes first, and is prepared/);
  });

  it('a compensation after one that was refused', async () => {
    const ref = await failed();
    refused.add('undo-b');
    expect(await go(ref, 'undo-b')).toMatchObject(failure('ErpRejected'));
    await refusedBecause(ref, 'undo-a', /post-b comes first, and is compensation-failed/);
    expect(keys()).toEqual(['post-a/1', 'post-b/1']);
  });

  it('an effect after one that deviates, nor what would undo that one by figures that it does not have', async () => {
    const ref = await decided();
    const { post } = run.erp;
    run.erp.post = async (command, digest) => ({ ...(await post(command, digest)), gross: '1' });
    await go(ref, 'post-a');
    run.erp.post = post;
    await refusedBecause(ref, 'post-b', /post-a comes before it, and is confirmed-deviating/);
    await refusedBecause(ref, 'undo-a', /post-a is confirmed-deviating: only a person can undo it/);
    expect(await states(ref)).toEqual(['confirmed-deviating', 'rejected', 'not-started']);
    expect(keys()).toEqual(['post-a/1']);
    expect(await shares()).toHaveLength(1);
  });

  it('an effect after one that another decision has posted under its key', async () => {
    const ref = await decided();
    const body = { attempt: 1, visit: 1, command: 'post-a', idempotencyKey: `${ref.caseId}/post-a/1` };
    await run.append('gateway', ref.caseId, {
      ...{ entryKey: 'effect/1/1/post-a/settled', stage: 'confirmed' },
      body: { ...body, digest: 'another', deviations: [] },
    });
    await refusedBecause(ref, 'post-b', /post-a was confirmed under another decision/);
    expect(keys()).toEqual([]);
  });

  it('what no manifest declares as a compensation', async () => {
    const ref = await failed();
    const { workflowOf } = run.gateway;
    Object.assign(run.gateway, { workflowOf: (slug: string) => ({ ...workflowOf(slug), effects: [] }) });
    await refusedBecause(ref, 'undo-b', /the proposal has no command undo-b/);
  });

  it('a compensation of a case that was closed, not even where it is closed just now', async () => {
    const ref = await failed();
    const { read } = run.authority;
    run.authority.read = async (of) => {
      await park(ref);
      return read(of);
    };
    await refusedBecause(ref, 'undo-b', /closed after the decision/);
    expect(keys()).toEqual(['post-a/1', 'post-b/1']);
  });

  it('a compensation twice', async () => {
    const ref = await failed();
    const first = await go(ref, 'undo-b');
    expect(await go(ref, 'undo-b')).toEqual(first);
    expect(keys()).toEqual(['post-a/1', 'post-b/1', 'post-b/1/compensated']);
  });
});

describe('a stop', () => {
  const stopped = (kind: 'all' | 'workflow') => {
    const stop = { kind, id: kind === 'all' ? '*' : 'toy', key: `stop#${kind}`, stopped: true, version: 8 };
    run.authority.now = { ...run.authority.now, stops: [stop] };
  };

  it('of everything makes a compensation wait', async () => {
    const ref = await failed();
    stopped('all');
    expect(await go(ref, 'undo-b')).toMatchObject({ kind: 'later', afterMs: 30_000 });
  });

  it('of everything makes one wait that the ERP is known not to have', async () => {
    const ref = await failed();
    run.erp.before = () => {
      throw new Error('the worker died');
    };
    await expect(go(ref, 'undo-b')).rejects.toThrow(/worker died/);
    run.erp.before = () => {};
    run.clock.advance(30_000);
    stopped('all');
    expect(await go(ref, 'undo-b')).toMatchObject({ kind: 'later', afterMs: 30_000 });
    expect(await states(ref)).toEqual(['confirmed', 'compensating', 'rejected']);
  });

  it('of less leaves it to a person', async () => {
    const ref = await failed();
    stopped('workflow');
    expect(await go(ref, 'undo-b')).toMatchObject(failure('FactsChanged'));
    expect(await states(ref)).toEqual(['confirmed', 'compensation-failed', 'rejected']);
  });

  it('and a hold of the company delays it', async () => {
    const ref = await failed();
    const hold = { key: 'hold#ACME', held: true, version: 1, until: '2026-11-24T10:00:00.000Z' };
    run.authority.now = { ...run.authority.now, hold };
    expect(await go(ref, 'undo-b')).toMatchObject({ kind: 'later', outage: true });
  });
});

describe('a compensation', () => {
  it('is what the ledger says of the document, with its totals negated', () => {
    const original: Command = {
      ...{ kind: 'post-a', company: 'ACME', idempotencyKey: 'toy-1/post-a/1' },
      payload: { number: 'A1', currency: 'EUR', totals: { net: '10.50', tax: '0', gross: '10.50', payable: '-1' } },
      compensation: { kind: 'undo-a', reason: 'a counter-posting' },
    };
    const document = { id: '7', number: 'N-7' };
    const confirmed = { caseId: 'toy-1', body: { document } } as unknown as LedgerEntry;
    expect(compensationOf(original, confirmed)).toEqual({
      ...{ kind: 'undo-a', company: 'ACME', idempotencyKey: 'toy-1/post-a/1/compensated' },
      payload: {
        ...{ schema: 1, caseId: 'toy-1', currency: 'EUR', reason: 'a counter-posting' },
        undoes: { key: 'toy-1/post-a/1', kind: 'post-a', document },
        totals: { net: '-10.5', tax: '0', gross: '-10.5', payable: '1' },
      },
      compensation: { kind: 'none', reason: 'it is a compensation itself' },
    });
  });

  it('needs no authority anew, and no facts that have not changed', async () => {
    const ref = await failed();
    run.authority.now = { ...run.authority.now, roles: [] };
    run.erp.version = 'v2';
    expect(await go(ref, 'undo-b')).toMatchObject({ answer: { kind: 'success' } });
  });

  it('gives the share of the group back, and keeps the claims', async () => {
    const ref = await failed();
    expect(await shares()).toHaveLength(2);
    await go(ref, 'undo-b');
    await go(ref, 'undo-a');
    expect(await shares()).toEqual([]);
    expect(run.memory.claims.get('number:A1')).toBe(ref.caseId);
    expect(await states(ref)).toEqual(['compensated', 'compensated', 'rejected']);
  });

  it('of what deviates in the ERP undoes nothing', async () => {
    const ref = await failed();
    const { post } = run.erp;
    run.erp.post = async (command, digest) => ({ ...(await post(command, digest)), gross: '1' });
    await go(ref, 'undo-b');
    expect(await states(ref)).toEqual(['confirmed', 'compensation-failed', 'rejected']);
    expect(await shares()).toHaveLength(2);
    await refusedBecause(ref, 'undo-a', /post-b comes first, and is compensation-failed/);
  });

  it('of what deviates in the ERP leaves the sum of the group as it is', async () => {
    const ref = await decided();
    await go(ref, 'post-a');
    refused.add('post-b');
    await go(ref, 'post-b');
    const before = await shares();
    expect(before).toHaveLength(1);
    const { post } = run.erp;
    run.erp.post = async (command, digest) => ({ ...(await post(command, digest)), gross: '1' });
    await go(ref, 'undo-a');
    expect(await states(ref)).toEqual(['compensation-failed', 'rejected', 'not-started']);
    expect(await shares()).toEqual(before);
  });

  it('whose answer is lost is found, and confirmed', async () => {
    const ref = await failed();
    run.erp.after = () => {
      throw new Error('the worker died');
    };
    await expect(go(ref, 'undo-b')).rejects.toThrow();
    run.erp.after = () => {};
    expect(await states(ref)).toEqual(['confirmed', 'compensating', 'rejected']);
    run.clock.advance(30_000);
    expect(await go(ref, 'undo-b')).toMatchObject({ answer: { kind: 'success' } });
    expect(keys()).toEqual(['post-a/1', 'post-b/1', 'post-b/1/compensated']);
  });
});
