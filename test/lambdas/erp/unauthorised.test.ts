import { beforeEach, describe, expect, it } from 'vitest';
import { ErpRefused, ErpUnavailable, ErpUnknown } from '../../../lambdas/erp/errors.ts';
import { execute } from '../../../lambdas/erp/gateway.ts';
import type { CommandMessage } from '../../../statemachines/kernel/task-input.ts';
import { toyRun } from '../../support/toy-run.ts';

const STOPPED = { kind: 'all', id: '*', key: 'stop#all', version: 7 } as const;
let run: ReturnType<typeof toyRun>;
let message: CommandMessage;

/** Prepared, its answer or its request lost, the case closed meanwhile, the lease over. */
async function orphaned(lost: 'answer' | 'request'): Promise<void> {
  run.erp[lost === 'answer' ? 'after' : 'before'] = () => {
    throw new ErpUnknown('lost');
  };
  await execute(message, run.gateway);
  await run.append('conclude', message.caseId, { entryKey: '1/Park', stage: 'parked', body: { attempt: 1, visit: 1 } });
  run.clock.advance(30_000);
}
const reopened = async (attempt: number) => {
  const { caseId } = message;
  await run.append('sweep', caseId, { entryKey: `${attempt}/reopened`, stage: 'reopened', body: { attempt } });
  return run.messageOf(await run.toDecision({ schema: 1, caseId, attempt, workflow: 'toy' }, 0.95));
};
const secondAttempt = () => reopened(2);
const confirmed = async () =>
  (await run.gateway.ledger.read(message.caseId)).filter(({ stage }) => stage === 'confirmed');
const go = () => execute(message, run.gateway);
const last = async () => (await run.gateway.ledger.read(message.caseId)).at(-1);

beforeEach(async () => {
  run = toyRun();
  await run.receive({ number: 'A1', cents: 500 });
  const ref = await run.toDecision(run.started[0]?.input as never, 0.95);
  message = run.messageOf(ref);
});

describe('a prepared command that may not be carried out any more', () => {
  it('waits while the ERP can’t be asked: nothing is settled on a guess', async () => {
    await orphaned('answer');
    run.erp.probe = async () => {
      throw new ErpUnavailable('down', { sent: false, retryAfterMs: 4_000 });
    };
    expect(await go()).toMatchObject({ kind: 'later', afterMs: 4_000 });
    expect(await last()).toMatchObject({ stage: 'parked' });
  });

  it('T11: waits for the lease first: its worker may be posting', async () => {
    await orphaned('answer');
    run.clock.advance(-1);
    expect(await go()).toMatchObject({ kind: 'later', afterMs: 1 });
  });

  it('T7: is confirmed when it happened, and says that its authorisation was lost', async () => {
    await orphaned('answer');
    expect(await go()).toMatchObject({ kind: 'settled', answer: { kind: 'success' } });
    const body = { authorisationLost: 'the case was closed after the decision', document: { number: 'N-1' } };
    expect(await last()).toMatchObject({ stage: 'confirmed', body });
    expect(run.erp.calls).toBe(1);
  });

  it('is not authorised when it certainly did not happen, and is not posted', async () => {
    await orphaned('request');
    expect(await go()).toMatchObject({ answer: { kind: 'failure', error: 'NotAuthorised' } });
    expect(await last()).toMatchObject({ stage: 'not-authorised' });
    expect(run.erp.calls).toBe(1);
  });

  it('T12: goes to a person when it is not found where the ERP does not enforce our key', async () => {
    run.erp.enforcesKey = false;
    await orphaned('request');
    expect(await go()).toMatchObject({ answer: { kind: 'failure', error: 'EffectUnknown' } });
    expect(await last()).toMatchObject({
      stage: 'withdrawn',
      body: { reason: expect.stringMatching(/^look in the ERP/) },
    });
  });

  it('T12: is rejected when the ERP has another document under the key', async () => {
    await orphaned('answer');
    run.erp.probe = async () => {
      throw new ErpRefused('IDEMPOTENCY_KEY_REUSED');
    };
    expect(await go()).toMatchObject({ answer: { kind: 'failure', error: 'ErpRejected' } });
  });

  it('T11: waits for the lease of an earlier attempt too', async () => {
    await orphaned('answer');
    run.clock.advance(-30_000);
    const later = await secondAttempt();
    const closed = { entryKey: '2/Park', stage: 'parked', body: { attempt: 2, visit: 1 } } as const;
    await run.append('conclude', message.caseId, closed);
    expect(await execute(later, run.gateway)).toMatchObject({ kind: 'later', afterMs: 30_000 });
  });

  it('is confirmed once, though a later attempt has the same key', async () => {
    await orphaned('answer');
    const later = await secondAttempt();
    expect(await execute(later, run.gateway)).toMatchObject({ answer: { kind: 'success' } });
    expect(await go()).toMatchObject({ answer: { kind: 'success' } });
    expect(await confirmed()).toHaveLength(1);
    expect(run.erp.calls).toBe(1);
  });

  it('is confirmed once, though a later attempt confirms it while it is probed', async () => {
    await orphaned('answer');
    const later = await secondAttempt();
    const { probe } = run.erp;
    run.erp.probe = async (...of) => {
      run.erp.probe = probe;
      await execute(later, run.gateway);
      return probe(...of);
    };
    expect(await go()).toMatchObject({ kind: 'later' });
    expect(await go()).toMatchObject({ answer: { kind: 'success' } });
    expect(await confirmed()).toHaveLength(1);
  });

  it('T7: is done for a later attempt that decided the same, and used up for one that decided otherwise', async () => {
    await orphaned('answer');
    const same = await secondAttempt();
    expect(await go()).toMatchObject({ answer: { kind: 'success' } });
    expect((await last())?.body).not.toHaveProperty('authorisationLost');
    expect(await execute(same, run.gateway)).toMatchObject({ answer: { kind: 'success' } });
    run.erp.version = 'v2';
    expect(await execute(await reopened(3), run.gateway)).toMatchObject({ answer: { error: 'NotAuthorised' } });
    expect(await confirmed()).toHaveLength(1);
    expect(run.erp.calls).toBe(1);
  });

  it('is looked for as it was prepared: a forged preparation finds nothing', async () => {
    await orphaned('answer');
    const entries = run.memory.cases.get(message.caseId) ?? [];
    const forged = entries.map((entry) => (entry.stage === 'prepared' ? { ...entry, mac: 'Zm9yZ2Vk' } : entry));
    run.memory.cases.set(message.caseId, forged);
    await expect(go()).rejects.toThrow(/MAC of prepared/);
  });
});

describe('while one worker posts', () => {
  it('T11: another settles nothing, though a stop came into force before it looked', async () => {
    const { post } = run.erp;
    const { read } = run.authority;
    const posting = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    run.erp.post = async (...command) => {
      posting.resolve();
      await release.promise;
      return post(...command);
    };
    let first: ReturnType<typeof go> | undefined;
    run.authority.read = async (...of) => {
      run.authority.read = read;
      first = go();
      await posting.promise;
      return { ...(await read(...of)), stops: [{ ...STOPPED, stopped: true }] };
    };
    expect(await go()).toMatchObject({ kind: 'later', afterMs: 30_000 });
    release.resolve();
    expect(await first).toMatchObject({ answer: { kind: 'success' } });
    expect(await last()).toMatchObject({ stage: 'confirmed' });
  });
});
