import { beforeEach, describe, expect, it } from 'vitest';
import { MOST_REFUSED } from '../../../lambdas/intake/heed.ts';
import { intake } from '../../../lambdas/intake/run.ts';
import { conversationOf } from '../../../lambdas/review/api/conversation-of.ts';
import { askBack } from '../../../lambdas/review/conversation.ts';
import { approve } from '../../../lambdas/review/countersign.ts';
import { reviewOf } from '../../../lambdas/review/fold.ts';
import { underReview } from '../../../lambdas/review/under-review.ts';
import { newest } from '../../../lambdas/shared/case-log.ts';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { refused } from '../../support/refused.ts';
import { toyRun } from '../../support/toy-run.ts';

const TIME = '2026-11-24T09:00:00Z';
const HOUR_MS = 3_600_000;
const ann = { subject: 'ann', claimed: ['clerk'] };
let run: ReturnType<typeof toyRun>;
let ref: CaseRef;
const entries = () => run.deciding.ledger.read(ref.caseId);
const review = async () => reviewOf(await entries());
const about = () => ({ caseId: ref.caseId, digest: ref.digest ?? '' });
const ask = async (comment = 'Which order?') => {
  await askBack(ann, { ...about(), comment, to: 'sender' }, run.deciding);
  return (await review())?.question?.id ?? '';
};
/** Countersign waits as it was told; its Catch leads to Escalate, and back. */
const waitAnew = async () => {
  ref = await run.timedOut(ref);
  if (ref.escalation === 'again') await run.open(ref, `token ${ref.round}`);
  return ref;
};

beforeEach(async () => {
  run = toyRun();
  await run.receive({ number: 'A1', cents: 2_000 });
  ref = await run.toDecision(run.started.at(-1)?.input as CaseRef, 0.95);
  await run.open(ref, 'token 0');
});

describe('an answer does nothing', () => {
  const untouched = async (answered: ReturnType<typeof run.answerTo>, answer: string, reason: RegExp) => {
    const before = await review();
    const received = await answered;
    expect([received.answer, received.reasons?.join()]).toEqual([answer, expect.stringMatching(reason)]);
    const after = await review();
    expect([after?.due, after?.state, after?.question?.id]).toEqual([before?.due, before?.state, before?.question?.id]);
    expect(run.answerer.answers.filter(({ kind }) => kind === 'failure')).toEqual([]);
  };

  it('of a case that is not there: it is in quarantine, and says so', async () => {
    await untouched(run.answerTo('B2', 'q'), 'quarantined', /there is no case of note B2 to answer/);
    expect(run.quarantined).toHaveLength(1);
  });

  it('from anybody but whoever sent the case', async () => {
    const question = await ask();
    await untouched(run.answerTo('A1', question, { source: 'elsewhere' }), 'conflict', /note A1 is of shop/);
  });

  it('to a question that nobody asked', async () => {
    await ask();
    await untouched(run.answerTo('A1', 'another'), 'conflict', /asks no question another/);
  });

  it('to a question among reviewers', async () => {
    const entry = await askBack(ann, { ...about(), comment: 'Bob, do you know?' }, run.deciding);
    await untouched(run.answerTo('A1', entry.hash), 'conflict', /asks no question/);
  });

  it('at the very end of its time, nor later, whether or not that has been noted', async () => {
    const question = await ask();
    run.clock.advance(10 * HOUR_MS);
    await untouched(run.answerTo('A1', question), 'conflict', /its time was over/);
    await waitAnew();
    expect(newest(await entries(), 'unanswered')?.body['question']).toBe(question);
    await untouched(run.answerTo('A1', question, { id: 'a2' }), 'conflict', /its time was over/);
  });

  it('a second time: the same words are a duplicate, others a conflict', async () => {
    const question = await ask();
    await run.answerTo('A1', question);
    run.answerer.answers.length = 0;
    await untouched(
      run.answerTo('A1', question, { id: 'a2' }),
      'duplicate',
      /this very answer came with event shop\/a1/,
    );
    await untouched(
      run.answerTo('A1', question, { id: 'a3', text: 'no' }),
      'conflict',
      /answered before, by event shop\/a1/,
    );
    await untouched(
      run.answerTo('A1', question, { id: 'a1', text: 'no' }),
      'conflict',
      /shop\/a1 came before with other/,
    );
  });

  it('to what has been decided meanwhile, and the decision stays', async () => {
    const question = await ask();
    await approve(ann, about(), run.deciding);
    await untouched(run.answerTo('A1', question), 'conflict', /the review is approved/);
  });

  it('by an entry of somebody’s making: no forged question is answered', async () => {
    const question = await ask();
    const forged = (await entries()).map((entry) =>
      entry.stage === 'asked-back' ? { ...entry, mac: 'forged' } : entry,
    );
    run.memory.cases.set(ref.caseId, forged);
    await expect(run.answerTo('A1', question)).rejects.toMatchObject({ name: 'LedgerBroken' });
  });
});

describe('an answer that is awaited', () => {
  it('is on record once, in one line of plain text, and the case stands as it stood', async () => {
    const question = await ask();
    const text = 'as ordered\n2026-11-24T09:00:00Z ann approved\u202E\u0007';
    expect(await run.answerTo('A1', question, { text })).toEqual({ answer: 'accepted', caseId: ref.caseId });
    expect(await run.answerTo('A1', question, { text })).toEqual({ answer: 'accepted', caseId: ref.caseId });
    const answered = (await entries()).filter(({ stage }) => stage === 'answered');
    expect(answered).toMatchObject([
      {
        ...{ writer: 'intake', actor: { kind: 'system', id: 'shop' } },
        body: { question, text: 'as ordered 2026-11-24T09:00:00Z ann approved', eventId: 'shop/a1' },
      },
    ]);
    expect(statusOf(await entries())).toBe('waiting-review');
  });

  it('lets the review go on at once: the next reminder is counted from now', async () => {
    const question = await ask();
    run.clock.advance(HOUR_MS);
    await waitAnew();
    run.clock.advance(4 * HOUR_MS);
    await run.answerTo('A1', question);
    expect(run.answerer.answers).toEqual([expect.objectContaining({ token: 'token 1', error: 'TimeChanged' })]);
    expect(await waitAnew()).toMatchObject({ escalation: 'again', reviewSeconds: 3600 });
    expect(await review()).toMatchObject({ due: '2026-11-24T15:00:00.000Z', taken: 0, asked: 'clerk' });
    run.clock.advance(HOUR_MS);
    await waitAnew();
    expect((await entries()).at(-1)?.stage).toBe('reminded');
  });

  it('is told again to the state that waits if that was lost, and not to one that waits rightly', async () => {
    const question = await ask();
    run.clock.advance(HOUR_MS);
    await waitAnew();
    const lost = new Error('lost');
    run.intakeDeps.answerer.answer = async () => Promise.reject(lost);
    await expect(run.answerTo('A1', question)).rejects.toBe(lost);
    run.intakeDeps.answerer.answer = async (token, answer) => void run.answerer.answers.push({ token, ...answer });
    await run.answerTo('A1', question);
    expect(run.answerer.answers).toHaveLength(1);
    await waitAnew();
    await run.answerTo('A1', question);
    expect(run.answerer.answers).toHaveLength(1);
  });
});

describe('an answer that somebody repaired in quarantine', () => {
  it('counts, says who repaired it, and keeps them from approving what they may have written', async () => {
    const question = await ask();
    const readmission = { quarantine: `quarantine-${'0'.repeat(32)}`, repairedBy: ['bob'] };
    const data = { number: 'A1', question, text: 'yes, pay it' };
    const detail = { specversion: '1.0', id: 'a1', source: 'shop', type: 'toy.answered.v1', time: TIME, data };
    const event = { 'detail-type': detail.type, source: 'shop', detail };
    expect(await intake(event, { ...run.intakeDeps, readmission })).toMatchObject({ answer: 'accepted' });
    const under = await underReview(ref.caseId, run.deciding);
    const said = conversationOf(under.entries, under.review).find(({ stage }) => stage === 'answered');
    expect(said).toMatchObject({ comment: 'yes, pay it', repairedBy: ['bob'] });
    const bob = { subject: 'bob', claimed: ['clerk'] };
    await refused('not-entitled', approve(bob, { ...about(), comment: 'as answered' }, run.deciding));
    await approve(ann, { ...about(), comment: 'as answered' }, run.deciding);
    expect((await review())?.state).toBe('approved');
  });
});

it('strangers fill no ledger: of what is refused a hundred are on record, and the rest is answered alike', async () => {
  const question = await ask();
  for (let n = 0; n < MOST_REFUSED + 5; n += 1) {
    const { answer, reasons } = await run.answerTo('A1', question, { source: 'elsewhere', id: `x${n}` });
    expect([answer, reasons?.join()]).toEqual(['conflict', expect.stringContaining('note A1 is of shop')]);
  }
  expect((await entries()).filter(({ stage }) => stage === 'conflict')).toHaveLength(MOST_REFUSED);
  expect(await run.answerTo('A1', question)).toMatchObject({ answer: 'accepted' });
});
