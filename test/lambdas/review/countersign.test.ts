import { beforeEach, describe, expect, it } from 'vitest';
import { execute } from '../../../lambdas/erp/gateway.ts';
import { approve, type Decision, reject } from '../../../lambdas/review/countersign.ts';
import { reviewOf } from '../../../lambdas/review/fold.ts';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { refused } from '../../support/refused.ts';
import { toyRun } from '../../support/toy-run.ts';
import { toyStanding } from '../../support/toy-workflow.ts';

let run: ReturnType<typeof toyRun>;
beforeEach(() => {
  run = toyRun();
});

async function underReview(document: object = { number: 'A1', cents: 2_000 }): Promise<CaseRef> {
  await run.receive(document);
  const start = run.started.at(-1);
  if (!start) throw new Error('nothing was started');
  const ref = await run.toDecision(start.input, 0.95);
  expect(ref.route).toBe('review');
  await run.open(ref);
  return ref;
}
const person = (subject: string, ...claimed: string[]) => ({
  subject,
  claimed: claimed.length ? claimed : ['clerk', 'chief'],
});
const about = ({ caseId, digest = '' }: CaseRef, more: Partial<Decision> = {}): Decision => ({
  caseId,
  digest,
  ...more,
});
const entries = (ref: CaseRef) => run.deciding.ledger.read(ref.caseId);

describe('a decision is refused', () => {
  it.each([
    ['of somebody whom the register does not know', person('mallory'), {}, 'not-entitled'],
    ['of somebody whose token claims nothing', { subject: 'ann', claimed: [] }, {}, 'not-entitled'],
    ['about another digest', person('ann'), { digest: 'e'.repeat(64) }, 'digest-changed'],
    ['about a case without a review', person('ann'), { caseId: 'toy-0' }, 'no-review'],
  ] as const)('%s', async (_, who, change, kind) => {
    const ref = await underReview();
    await refused(kind, approve(who, about(ref, change), run.deciding));
    await refused(kind, reject(who, about(ref, { comment: 'no', ...change }), run.deciding));
    expect(run.answerer.answers).toEqual([]);
  });

  it('over the limit, and the case waits on', async () => {
    const ref = await underReview({ number: 'A1', cents: 12_000 });
    const { now } = run.authority;
    const only = (minor: number) => [{ company: '*', currency: 'EUR', alone: { note: minor }, second: {} }];
    run.authority.now = { ...now, roles: now.roles.map((role) => ({ ...role, limits: only(role.rank * 10_000) })) };
    await refused('not-entitled', approve(person('bob'), about(ref), run.deciding));
    expect(statusOf(await entries(ref))).toBe('waiting-review');
    expect((await approve(person('cleo'), about(ref), run.deciding)).review.state).toBe('approved');
  });

  it('T24: once the person was taken off the register, in the very transaction too', async () => {
    const ref = await underReview();
    run.memory.versions.set('person#ann', 2);
    await refused('not-entitled', approve(person('ann'), about(ref), run.deciding));
    run.authority.people.set('ann', toyStanding('ann'));
    await refused('not-entitled', approve(person('ann'), about(ref), run.deciding));
  });

  it('when its time is over: time is never consent (T5)', async () => {
    let ref = await underReview();
    for (const hours of [1, 2, 1]) {
      run.clock.advance(hours * 3_600_000);
      ref = await run.timedOut(ref);
    }
    run.clock.advance(2 * 3_600_000);
    await refused('expired', approve(person('ann'), about(ref), run.deciding));
  });

  it('while a stop is in force, and when one comes in the same moment (T22)', async () => {
    const ref = await underReview();
    run.memory.versions.set('stop#all', 8);
    await refused('not-entitled', approve(person('ann'), about(ref), run.deciding));
    run.authority.now = {
      ...run.authority.now,
      stops: [{ kind: 'all', id: '*', key: 'stop#all', stopped: true, version: 8 }],
    };
    await refused('stopped', approve(person('ann'), about(ref), run.deciding));
  });

  it('without words where findings block, or before the vendor was called back', async () => {
    const ref = await underReview({ number: 'A1', cents: 5, flaw: 'review' });
    await refused('reason-required', approve(person('ann'), about(ref), run.deciding));
    await refused('call-back-required', approve(person('ann'), about(ref, { comment: 'fine' }), run.deciding));
    await refused('reason-required', reject(person('ann'), about(ref, { comment: ' ' }), run.deciding));
  });

  it('when it has been decided', async () => {
    const ref = await underReview();
    await approve(person('ann'), about(ref), run.deciding);
    await refused('already-decided', approve(person('bob'), about(ref), run.deciding));
    await refused('already-decided', reject(person('bob'), about(ref, { comment: 'no' }), run.deciding));
  });
});

describe('a decision counts', () => {
  it('and the execution is told; the gateway then posts once', async () => {
    const ref = await underReview();
    const { review } = await approve(person('ann'), about(ref), run.deciding);
    expect(review.state).toBe('approved');
    expect(run.answerer.answers).toMatchObject([
      { token: 'review-token', kind: 'success', output: { verdict: 'approved', digest: ref.digest } },
    ]);
    expect(statusOf(await entries(ref))).toBe('open');
    expect(await execute(run.messageOf(ref), run.gateway)).toMatchObject({ answer: { kind: 'success' } });
    expect(run.erp.calls).toBe(1);
  });

  it('T6: in the name of the verified subject, with role and capacity', async () => {
    const ref = await underReview();
    const { entry } = await approve(person('ann'), about(ref), run.deciding);
    expect(entry).toMatchObject({
      ...{ actor: { kind: 'person', id: 'ann' }, writer: 'countersign' },
      body: { action: 'commit', role: 'clerk', names: ['ann'], digest: ref.digest },
    });
  });

  it('as a rejection, with the reason', async () => {
    const ref = await underReview();
    await reject(person('ann'), about(ref, { comment: 'not ours' }), run.deciding);
    expect(run.answerer.answers).toMatchObject([
      { output: { verdict: 'rejected', reason: 'RejectedByPerson: not ours' } },
    ]);
    expect(await execute(run.messageOf(ref), run.gateway)).toMatchObject({ answer: { error: 'NotAuthorised' } });
  });

  it('once: repeated, it says what was recorded and tells the execution again', async () => {
    const ref = await underReview();
    const first = await approve(person('ann'), about(ref), run.deciding);
    expect((await approve(person('ann'), about(ref), run.deciding)).entry).toEqual(first.entry);
    expect((await entries(ref)).filter(({ stage }) => stage === 'approved')).toHaveLength(1);
  });
});

describe('four eyes', () => {
  it('wait for another person after the first', async () => {
    const ref = await underReview({ number: 'A1', cents: 30_000 });
    const { review } = await approve(person('ann'), about(ref), run.deciding);
    expect(review).toMatchObject({ state: 'open', needed: 2 });
    expect(statusOf(await entries(ref))).toBe('waiting-review');
    expect(run.answerer.answers).toEqual([]);
    expect((await approve(person('ann'), about(ref), run.deciding)).review.state).toBe('open');
    expect((await approve(person('bob'), about(ref), run.deciding)).review.state).toBe('open');
    expect((await approve(person('cleo'), about(ref), run.deciding)).review.state).toBe('approved');
    expect(await execute(run.messageOf(ref), run.gateway)).toMatchObject({ answer: { kind: 'success' } });
  });
});

describe('between the ledger and the execution', () => {
  it('a decision that came before its token was kept is told when the state waits', async () => {
    const ref = await underReview();
    run.reviews.waiting.clear();
    await approve(person('ann'), about(ref), run.deciding);
    expect(run.answerer.answers).toEqual([]);
    await run.open(ref, 'second-token');
    expect(run.answerer.answers).toMatchObject([{ token: 'second-token', output: { verdict: 'approved' } }]);
  });

  it('a review of an earlier decision is closed, and its digest refused', async () => {
    const ref = await underReview();
    const again = await run.toDecision({ schema: 1, caseId: ref.caseId, attempt: 1, workflow: 'toy', visit: 1 }, 0.5);
    expect(reviewOf(await entries(ref))?.state).toBe('closed');
    await run.open(again);
    expect(reviewOf(await entries(ref))?.state).toBe('open');
  });
});
