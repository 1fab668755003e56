import { beforeEach, describe, expect, it } from 'vitest';
import { conclude } from '../../../lambdas/conclude/run.ts';
import { ErpUnknown } from '../../../lambdas/erp/errors.ts';
import { execute } from '../../../lambdas/erp/gateway.ts';
import { MOST_ATTEMPTS } from '../../../lambdas/reopen/ended-case.ts';
import { type Reopening, reopen } from '../../../lambdas/reopen/run.ts';
import { approve } from '../../../lambdas/review/countersign.ts';
import type { Refusal } from '../../../lambdas/review/refusal.ts';
import { requestMark } from '../../../lambdas/review/request-mark.ts';
import { newest } from '../../../lambdas/shared/case-log.ts';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import type { Stage } from '../../../statemachines/kernel/ledger-entry.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { refused } from '../../support/refused.ts';
import { toyRun } from '../../support/toy-run.ts';
import { toyPerson, toyStanding } from '../../support/toy-workflow.ts';

let run: ReturnType<typeof toyRun>;
beforeEach(() => {
  run = toyRun();
});

const person = (subject: string) => ({ subject, claimed: ['clerk', 'chief'] });
const wanting = ({ caseId }: CaseRef, more: Partial<Reopening> = {}): Reopening => ({
  ...{ caseId, reason: 'the master is mended', request: requestMark(crypto.randomUUID(), 'reopen') },
  ...more,
});
const entries = (ref: CaseRef) => run.deciding.ledger.read(ref.caseId);
const stages = async (ref: CaseRef) => (await entries(ref)).map(({ stage }) => stage);
const end = (ref: CaseRef, state: 'Park' | 'Refuse') =>
  conclude({ ...ref, state, reason: 'Transient' }, run.as('conclude'));
const interrupted = ({ caseId, attempt }: CaseRef) =>
  run.append('sweep', caseId, { entryKey: `${attempt}/interrupted`, stage: 'interrupted', body: { attempt } });

async function decided(cents = 500, confidence = 0.95, more: object = {}): Promise<CaseRef> {
  await run.receive({ number: 'A1', cents, ...more });
  const start = run.started.at(-1);
  if (!start) throw new Error('nothing was started');
  return run.toDecision(start.input, confidence);
}
async function parked(cents?: number): Promise<CaseRef> {
  const ref = await decided(cents);
  await end(ref, 'Park');
  return ref;
}
/** Reopened, gathered and decided anew. */
async function anew(ref: CaseRef, by = 'ann', confidence = 0.95): Promise<CaseRef> {
  await reopen(person(by), wanting(ref), run.reopening);
  return run.toDecision(run.started.at(-1)?.input as CaseRef, confidence);
}

/** Gives entries of a stage another MAC. */
async function forge(ref: CaseRef, stage: Stage): Promise<void> {
  const forged = (await entries(ref)).map((entry) => (entry.stage === stage ? { ...entry, mac: 'forged' } : entry));
  run.memory.cases.set(ref.caseId, forged);
}

describe('a case is not reopened', () => {
  it('that is none', async () => {
    await refused('no-case', reopen(person('ann'), wanting({ caseId: 'toy-none' } as CaseRef), run.reopening));
  });

  it('by somebody without a role in its company, or whose role the token does not claim', async () => {
    const ref = await parked();
    const elsewhere = toyPerson('eve', 'clerk', { appointments: [{ role: 'clerk', companies: ['OTHER'] }] });
    run.authority.people.set('eve', toyStanding('eve', elsewhere));
    await refused('not-entitled', reopen(person('eve'), wanting(ref), run.reopening), /this company/);
    await refused('not-entitled', reopen(person('nobody'), wanting(ref), run.reopening));
    await refused('not-entitled', reopen({ subject: 'ann', claimed: [] }, wanting(ref), run.reopening));
    expect(await stages(ref)).not.toContain('reopened-by-person');
  });

  it('of an unknown company, by whoever holds no role in all of them', async () => {
    const ref = await decided(500, 0.95, { flaw: 'park' });
    await end(ref, 'Park');
    const here = toyPerson('eve', 'clerk', { appointments: [{ role: 'clerk', companies: ['ACME'] }] });
    run.authority.people.set('eve', toyStanding('eve', here));
    await refused('not-entitled', reopen(person('eve'), wanting(ref), run.reopening), /all companies/);
    await expect(reopen(person('ann'), wanting(ref), run.reopening)).resolves.toMatchObject({ body: { attempt: 2 } });
  });

  it('by somebody whose appointment changes in the same moment', async () => {
    const ref = await parked();
    run.memory.versions.set('person#ann', 2);
    await refused('not-entitled', reopen(person('ann'), wanting(ref), run.reopening), /changed just now/);
  });

  it('that is open, waits for a review, or is posted', async () => {
    const open = await decided();
    await refused('not-reopenable', reopen(person('ann'), wanting(open), run.reopening), /It is open/);
    await execute(run.messageOf(open), run.gateway);
    await refused('not-reopenable', reopen(person('ann'), wanting(open), run.reopening), /It is posted/);
    run = toyRun();
    const waiting = await decided(2_000);
    await run.open(waiting);
    await refused('not-reopenable', reopen(person('ann'), wanting(waiting), run.reopening), /waiting-review/);
  });

  it('whose execution still runs', async () => {
    const ref = await parked();
    run.executions.state = 'running';
    await refused('still-running', reopen(person('ann'), wanting(ref), run.reopening));
  });

  it('with an effect prepared whose outcome nobody knows, interrupted or given up', async () => {
    const ref = await decided();
    run.erp.after = () => {
      throw new ErpUnknown('the answer is lost');
    };
    expect(await execute(run.messageOf(ref), run.gateway)).toMatchObject({ kind: 'later' });
    await interrupted(ref);
    await refused('effect-unknown', reopen(person('ann'), wanting(ref), run.reopening), /Attempt 1 prepared it/);
    await run.append('gateway', ref.caseId, {
      entryKey: `effect/1/1/post-toy/settled`,
      stage: 'withdrawn',
      body: { attempt: 1, visit: 1, command: 'post-toy', reason: 'look in the ERP', afterProbe: true },
    });
    await end(ref, 'Park');
    await refused('effect-unknown', reopen(person('ann'), wanting(ref), run.reopening));
  });

  it('that another attempt has ended since somebody looked', async () => {
    const ref = await parked();
    await end(await anew(ref), 'Park');
    await refused('other-attempt', reopen(person('bob'), wanting(ref, { attempt: 1 }), run.reopening), /attempt 2 now/);
    await reopen(person('bob'), wanting(ref, { attempt: 2 }), run.reopening);
  });

  it('more often than it may be attempted', async () => {
    let ref = await parked();
    while (ref.attempt < MOST_ATTEMPTS) {
      ref = await anew(ref);
      await end(ref, 'Park');
    }
    await refused('too-many-attempts', reopen(person('ann'), wanting(ref), run.reopening));
    expect(run.started).toHaveLength(MOST_ATTEMPTS);
  });

  it('where somebody forges how the effect of an attempt ended', async () => {
    const ref = await decided();
    run.erp.before = () => {
      throw new ErpUnknown('the request is lost');
    };
    await execute(run.messageOf(ref), run.gateway);
    await run.append('gateway', ref.caseId, {
      entryKey: 'effect/1/1/post-toy/settled',
      stage: 'rejected-by-erp',
      body: { attempt: 1, visit: 1, command: 'post-toy', reason: 'no' },
    });
    await end(ref, 'Park');
    await forge(ref, 'rejected-by-erp');
    await expect(reopen(person('ann'), wanting(ref), run.reopening)).rejects.toThrow('does not verify');
  });

  it.each(['parked', 'gathered'] as const)('where %s is not genuine', async (stage) => {
    const ref = await parked();
    await forge(ref, stage);
    await expect(reopen(person('ann'), wanting(ref), run.reopening)).rejects.toThrow('does not verify');
  });
});

describe('once reopened', () => {
  it.each(['Park', 'Refuse'] as const)(
    'after %s it begins anew, from the same document, and is posted once',
    async (state) => {
      const ref = await decided();
      await end(ref, state);
      const entry = await reopen(person('ann'), wanting(ref), run.reopening);
      const was = state === 'Park' ? 'parked' : 'refused';
      expect(entry).toMatchObject({
        ...{ stage: 'reopened-by-person', writer: 'reopen', actor: { kind: 'person', id: 'ann' } },
        body: { attempt: 2, was, reason: 'the master is mended', names: ['ann'] },
      });
      expect(run.started.at(-1)).toEqual({
        name: `${ref.caseId}-2`,
        input: { schema: 1, caseId: ref.caseId, attempt: 2, workflow: 'toy' },
      });
      expect(statusOf(await entries(ref))).toBe('open');
      const next = await run.toDecision(run.started.at(-1)?.input as CaseRef, 0.95);
      await execute(run.messageOf(next), run.gateway);
      expect(statusOf(await entries(ref))).toBe('posted');
      expect(run.erp.documents.size).toBe(1);
    },
  );

  it('the command of an earlier attempt is not carried out any more', async () => {
    const ref = await decided();
    await interrupted(ref);
    await reopen(person('ann'), wanting(ref), run.reopening);
    expect(await execute(run.messageOf(ref), run.gateway)).toMatchObject({ answer: { error: 'NotAuthorised' } });
    expect(run.erp.calls).toBe(0);
    expect(statusOf(await entries(ref))).toBe('open');
  });

  it('nor if it was on its way in that very moment', async () => {
    const ref = await decided();
    await interrupted(ref);
    const versions = run.erp.versions.bind(run.erp);
    run.erp.versions = async (of) => {
      run.erp.versions = versions;
      await reopen(person('ann'), wanting(ref), run.reopening);
      return versions(of);
    };
    expect(await execute(run.messageOf(ref), run.gateway)).toMatchObject({ kind: 'later' });
    expect(await execute(run.messageOf(ref), run.gateway)).toMatchObject({ answer: { error: 'NotAuthorised' } });
    expect([run.erp.calls, newest(await entries(ref), 'prepared')]).toEqual([0, undefined]);
  });

  it('what was countersigned before counts no more, though it be the same digest', async () => {
    const ref = await decided(2_000);
    await run.open(ref);
    await approve(person('bob'), { caseId: ref.caseId, digest: ref.digest ?? '' }, run.deciding);
    await interrupted(ref);
    const next = await anew(ref);
    expect([next.route, next.digest]).toEqual(['review', ref.digest]);
    expect(await execute(run.messageOf(next), run.gateway)).toMatchObject({ answer: { error: 'NotAuthorised' } });
    expect(run.erp.calls).toBe(0);
  });

  it('whoever reopened it does not approve it, and somebody else does', async () => {
    const next = await anew(await parked(2_000));
    await run.open(next, 'token 2');
    const decision = { caseId: next.caseId, digest: next.digest ?? '' };
    await refused('not-entitled', approve(person('ann'), decision, run.deciding), /reopening/);
    await approve(person('bob'), decision, run.deciding);
    await execute(run.messageOf(next), run.gateway);
    expect(run.erp.documents.size).toBe(1);
  });

  it('what comes late of an earlier attempt does not open it again', async () => {
    const ref = await decided();
    await interrupted(ref);
    const next = await anew(ref);
    await end(next, 'Park');
    await execute(run.messageOf(ref), run.gateway);
    expect((await stages(ref)).at(-1)).toBe('not-authorised');
    expect(statusOf(await entries(ref))).toBe('parked');
  });
});

describe('once only', () => {
  it('the same request again is the same attempt, started again; with something else it is refused', async () => {
    const ref = await parked();
    const wanted = wanting(ref);
    const first = await reopen(person('ann'), wanted, run.reopening);
    expect(await reopen(person('ann'), wanted, run.reopening)).toEqual(first);
    expect(run.started.map(({ name }) => name)).toEqual([1, 2, 2].map((attempt) => `${ref.caseId}-${attempt}`));
    const other = { ...wanted, request: { ...wanted.request, asked: 'other' } };
    await refused('key-reused', reopen(person('ann'), other, run.reopening));
    await end(await run.toDecision(run.started.at(-1)?.input as CaseRef), 'Park');
    expect(await reopen(person('ann'), wanted, run.reopening)).toEqual(first);
    expect(run.started).toHaveLength(3);
  });

  it('of two people at once one reopens it, and the other is told so', async () => {
    const ref = await parked();
    const both = ['ann', 'bob'].map((by) => reopen(person(by), wanting(ref), run.reopening));
    const settled = await Promise.allSettled(both);
    const lost = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason as Refusal] : []));
    expect(lost.map(({ kind }) => kind)).toEqual(['other-attempt']);
    expect((await stages(ref)).filter((stage) => stage === 'reopened-by-person')).toHaveLength(1);
    expect(run.started.map(({ name }) => name)).toEqual([`${ref.caseId}-1`, `${ref.caseId}-2`]);
  });
});
