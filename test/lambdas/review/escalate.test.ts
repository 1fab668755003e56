import { beforeEach, describe, expect, it } from 'vitest';
import { conclude } from '../../../lambdas/conclude/run.ts';
import { execute } from '../../../lambdas/erp/gateway.ts';
import { approve, reject } from '../../../lambdas/review/countersign.ts';
import { escalate } from '../../../lambdas/review/escalate.ts';
import { reviewOf } from '../../../lambdas/review/fold.ts';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import { type CaseRef, MAX_ROUNDS } from '../../../statemachines/kernel/task-input.ts';
import { toyRun } from '../../support/toy-run.ts';

let run: ReturnType<typeof toyRun>;
beforeEach(() => {
  run = toyRun();
});

const HOUR_MS = 3_600_000;
const ann = { subject: 'ann', claimed: ['clerk'] };
const cleo = { subject: 'cleo', claimed: ['chief'] };
const entries = (ref: CaseRef) => run.deciding.ledger.read(ref.caseId);
const stages = async (ref: CaseRef) => (await entries(ref)).map(({ stage }) => stage);
const about = ({ caseId, digest = '' }: CaseRef) => ({ caseId, digest });

async function underReview(cents = 2_000): Promise<CaseRef> {
  await run.receive({ number: 'A1', cents });
  const start = run.started.at(-1);
  if (!start) throw new Error('nothing was started');
  const ref = await run.toDecision(start.input, 0.95);
  await run.open(ref, 'token 0');
  return ref;
}

/** Countersign waits as long as it was told, nobody says anything, and its Catch leads to Escalate. */
async function silence(ref: CaseRef): Promise<CaseRef> {
  run.clock.advance((ref.reviewSeconds ?? Number.NaN) * 1000);
  return run.timedOut(ref);
}

/** Everybody is silent until there is nobody left to ask. */
async function untilItEnds(ref: CaseRef): Promise<CaseRef> {
  let now = ref;
  for (let turns = 0; now.escalation !== 'ended'; turns += 1) {
    if (turns > MAX_ROUNDS) throw new Error('it does not end');
    now = await silence(now);
    if (now.escalation === 'again') await run.open(now, `token ${turns + 1}`);
  }
  return now;
}

describe('time that is over', () => {
  it('T5: is never consent: nothing is posted, and nobody can approve any more', async () => {
    const ref = await underReview();
    const ended = await untilItEnds(ref);
    expect(ended).toMatchObject({ escalation: 'ended', reason: 'ReviewExpired' });
    expect(ended).not.toHaveProperty('verdict');
    await conclude({ ...ended, state: 'Refuse' }, run.as('conclude'));
    expect(statusOf(await entries(ref))).toBe('refused');
    await expect(approve(ann, about(ref), run.deciding)).rejects.toMatchObject({ kind: 'expired' });
    expect(await execute(run.messageOf(ref), run.gateway)).toMatchObject({ answer: { error: 'NotAuthorised' } });
    expect(run.answerer.answers).toEqual([]);
    expect(run.erp.calls).toBe(0);
  });

  it('reminds, then asks the next role upwards, then ends: each once', async () => {
    const ref = await underReview();
    await untilItEnds(ref);
    const steps = (await entries(ref)).filter(({ writer, stage }) => writer === 'review' && stage !== 'review-opened');
    expect(steps.map(({ stage, body: { role, due } }) => [stage, role, due])).toEqual([
      ['reminded', 'clerk', '2026-11-24T12:00:00.000Z'],
      ['escalated', 'chief', '2026-11-24T13:00:00.000Z'],
      ['reminded', 'chief', '2026-11-24T15:00:00.000Z'],
      ['review-expired', 'chief', undefined],
    ]);
  });

  it('never asks downwards: a review of the highest role ends after its time', async () => {
    const ref = await underReview(30_000);
    await untilItEnds(ref);
    expect(await stages(ref)).not.toContain('escalated');
  });

  it('excludes nobody who may decide: who was asked first may still', async () => {
    const ref = await underReview();
    const asked = await silence(await silence(ref));
    expect(reviewOf(await entries(ref))).toMatchObject({ asked: 'chief', role: 'clerk' });
    expect((await approve(ann, about(asked), run.deciding)).review.state).toBe('approved');
  });

  it('T4: nobody else can be asked, so it ends and is seen', async () => {
    run.authority.people.clear();
    const ended = await untilItEnds(await underReview());
    await conclude({ ...ended, state: 'Refuse' }, run.as('conclude'));
    expect((await entries(ended)).at(-1)).toMatchObject({ stage: 'refused', body: { reason: 'ReviewExpired' } });
  });
});

describe('a decision that came before', () => {
  it.each(['approved', 'rejected'] as const)('wins: %s is told to the token of the next wait', async (verdict) => {
    const ref = await underReview();
    if (verdict === 'approved') await approve(ann, about(ref), run.deciding);
    else await reject(ann, { ...about(ref), comment: 'no' }, run.deciding);
    run.answerer.answers.length = 0;
    const again = await silence(ref);
    expect(again).toMatchObject({ escalation: 'again' });
    expect(again).not.toHaveProperty('reason');
    await run.open(again, 'fresh');
    expect(run.answerer.answers).toMatchObject([{ token: 'fresh', output: { verdict } }]);
    expect(await stages(ref)).not.toContain('reminded');
  });

  it('wins over a reminder whose time has come a moment before', async () => {
    const ref = await underReview();
    run.clock.advance(HOUR_MS + 1);
    expect((await approve(cleo, about(ref), run.deciding)).review.state).toBe('approved');
    expect(await run.timedOut(ref)).toMatchObject({ escalation: 'again' });
  });

  it('in the very moment of the end: of the two exactly one counts', async () => {
    for (const first of ['approve', 'expire'] as const) {
      run = toyRun();
      let ref = await underReview();
      for (let step = 0; step < 3; step += 1) ref = await silence(ref);
      const read = run.memory.store.read;
      const meanwhile = async () => {
        run.memory.store.read = read;
        if (first === 'approve') await approve(ann, about(ref), run.deciding);
        else {
          run.clock.advance(2 * HOUR_MS);
          await run.timedOut(ref);
        }
      };
      let reads = 0;
      const race = { ...run.as(first === 'approve' ? 'review' : 'countersign') };
      const ledger = {
        ...race.ledger,
        read: async (id: string) => {
          const found = await race.ledger.read(id);
          reads += 1;
          if (reads === 1) await meanwhile();
          return found;
        },
      };
      if (first === 'approve') {
        const clock = { now: () => new Date(+run.clock.now() + 3 * HOUR_MS) };
        const late = await escalate({ ...ref, state: 'Escalate' }, { ...race, ledger, clock });
        expect(late).toMatchObject({ escalation: 'again' });
      } else await expect(approve(ann, about(ref), { ...run.deciding, ledger })).rejects.toThrow();
      const ends = (await stages(ref)).filter((stage) => stage === 'approved' || stage === 'review-expired');
      expect(ends).toEqual([first === 'approve' ? 'approved' : 'review-expired']);
    }
  });
});

describe('the rounds of a review', () => {
  it('are counted, and too many are refused', async () => {
    const ref = await underReview();
    await expect(run.timedOut({ ...ref, round: MAX_ROUNDS })).rejects.toMatchObject({ name: 'InvalidInput' });
    expect(await run.timedOut({ ...ref, round: MAX_ROUNDS - 1 })).toMatchObject({ round: MAX_ROUNDS });
  });

  it('append nothing before their time, and nothing twice', async () => {
    const ref = await underReview();
    expect(await run.timedOut(ref)).toMatchObject({ escalation: 'again', reviewSeconds: 3600 });
    const reminded = await silence(ref);
    expect(await run.timedOut(ref)).toMatchObject({ escalation: 'again', reviewSeconds: reminded.reviewSeconds });
    expect((await stages(ref)).filter((stage) => stage === 'reminded')).toHaveLength(1);
  });

  it('are of one decision: without its review there is nothing to go on with', async () => {
    const ref = await underReview();
    await expect(run.timedOut({ ...ref, visit: 2 })).rejects.toMatchObject({ name: 'LedgerBroken' });
    await expect(run.timedOut({ ...ref, caseId: 'toy-0' })).rejects.toMatchObject({ name: 'LedgerBroken' });
  });

  it('believe no step and no decision of a stranger', async () => {
    const ref = await underReview();
    run.memory.cases.set(
      ref.caseId,
      (await entries(ref)).map((entry) => (entry.stage === 'review-opened' ? { ...entry, mac: 'forged' } : entry)),
    );
    await expect(silence(ref)).rejects.toMatchObject({ name: 'LedgerBroken' });
  });

  it('end in time, however long an outage was', async () => {
    const ref = await underReview();
    run.clock.advance(10 * 86_400_000);
    let now = ref;
    for (let turn = 0; turn < 4; turn += 1) {
      now = await run.timedOut(now);
      expect(now.reviewSeconds === 1 || now.escalation === 'ended').toBe(true);
      run.clock.advance(1000);
    }
    expect(now.escalation).toBe('ended');
  });
});
