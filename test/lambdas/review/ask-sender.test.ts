import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { tellReviewers } from '../../../lambdas/ledger/tell-reviewers.ts';
import { toldAs } from '../../../lambdas/ledger/told-as.ts';
import { MOST_QUESTIONS } from '../../../lambdas/review/ask-sender.ts';
import { askBack } from '../../../lambdas/review/conversation.ts';
import { approve } from '../../../lambdas/review/countersign.ts';
import { reviewOf } from '../../../lambdas/review/fold.ts';
import { Refusal } from '../../../lambdas/review/refusal.ts';
import { sweep } from '../../../lambdas/sweep/run.ts';
import type { Workflow } from '../../../statemachines/kernel/define-workflow.ts';
import { type CaseRef, MAX_ROUNDS } from '../../../statemachines/kernel/task-input.ts';
import { refused } from '../../support/refused.ts';
import { toyRun } from '../../support/toy-run.ts';
import { toyWorkflow } from '../../support/toy-workflow.ts';

const HOUR_MS = 3_600_000;
const ann = { subject: 'ann', claimed: ['clerk'] };

/** A review, and the state that waits for it as Step Functions keeps it. */
async function underReview() {
  const run = toyRun();
  await run.receive({ number: 'A1', cents: 2_000 });
  let ref = await run.toDecision(run.started.at(-1)?.input as CaseRef, 0.95);
  let ends = 0;
  const wait = async () => {
    ends = +run.clock.now() + (ref.reviewSeconds ?? Number.NaN) * 1000;
    await run.open(ref, `token ${ref.round ?? 0}`);
  };
  await wait();
  const entries = () => run.deciding.ledger.read(ref.caseId);
  return {
    run,
    entries,
    ref: () => ref,
    ends: () => ends,
    about: () => ({ caseId: ref.caseId, digest: ref.digest ?? '' }),
    review: async () => reviewOf(await entries()),
    /** Its wait is over, or it was told so. */
    async goOn() {
      ref = await run.timedOut(ref);
      if (ref.escalation === 'again') await wait();
    },
    ask: (comment = 'Which order?', of = run.deciding) =>
      askBack(ann, { ...{ caseId: ref.caseId, digest: ref.digest ?? '' }, comment, to: 'sender' }, of),
  };
}
let of: Awaited<ReturnType<typeof underReview>>;
beforeEach(async () => {
  of = await underReview();
});
const silence = async () => {
  of.run.clock.advance(Math.max(0, of.ends() - +of.run.clock.now()));
  await of.goOn();
};

describe('the sender is not asked', () => {
  it('without words, or by somebody who may not decide', async () => {
    await refused('reason-required', of.ask('  '));
    const eve = askBack(
      { subject: 'eve', claimed: [] },
      { ...of.about(), comment: 'so?', to: 'sender' },
      of.run.deciding,
    );
    await refused('not-entitled', eve);
  });

  it('where the workflow gives them no time to answer', async () => {
    const { answerWithin: _, ...review } = toyWorkflow.review;
    const workflowOf = () => ({ ...toyWorkflow, review }) as Workflow;
    await refused('question-refused', of.ask('so?', { ...of.run.deciding, workflowOf }), /asks its senders nothing/);
  });

  it('a second thing while an answer is awaited, nor more than three', async () => {
    for (let asked = 0; asked < MOST_QUESTIONS; asked += 1) {
      await of.ask();
      await refused('question-refused', of.ask(), /awaited until/);
      await of.run.answerTo('A1', (await of.review())?.question?.id ?? '', { id: `a${asked}` });
    }
    await refused('question-refused', of.ask(), /3 questions are the most/);
  });

  it('two things at once: of two who ask in one moment, one is refused', async () => {
    const asked = await Promise.allSettled([of.ask('this?'), of.ask('that?')]);
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('when no time is left of the whole', async () => {
    of.run.clock.advance(24 * HOUR_MS);
    await refused('expired', of.ask(), /It ended at/);
  });

  it('once it is decided', async () => {
    await approve(ann, of.about(), of.run.deciding);
    await refused('already-decided', of.ask());
  });
});

describe('while an answer is awaited', () => {
  it('nobody is reminded; without one it goes on with what was left, and silence decides nothing', async () => {
    of.run.clock.advance(HOUR_MS / 4);
    await of.ask();
    await silence();
    await silence();
    const [unanswered, ...rest] = (await of.entries()).filter(({ writer, seq }) => writer === 'review' && seq > 5);
    expect([unanswered?.stage, unanswered?.body['due'], rest]).toEqual(['unanswered', '2026-11-24T20:00:00.000Z', []]);
    await silence();
    expect((await of.entries()).at(-1)?.stage).toBe('reminded');
    expect(of.run.answerer.answers).toEqual([]);
  });

  it('it can be decided, though the last of its time would be over', async () => {
    for (let step = 0; step < 3; step += 1) await silence();
    await of.ask();
    of.run.clock.advance(10 * HOUR_MS);
    expect((await approve(ann, of.about(), of.run.deciding)).review.state).toBe('approved');
  });

  it('a lost waking is made good by the sweep', async () => {
    await of.ask();
    await silence();
    of.run.intakeDeps.answerer.answer = async () => {};
    await of.run.answerTo('A1', (await of.review())?.question?.id ?? '');
    of.run.clock.advance(60_000);
    const found = { caseId: of.ref().caseId, workflow: 'toy', updatedAt: '2026-11-24T09:00:00.000Z' };
    const { executions, reviews, answerer } = of.run;
    executions.state = 'running';
    const rest = { reviews, cases: { inFlight: async () => [found as never] } };
    const told: string[] = [];
    answerer.answer = async (token) => void told.push(token);
    const ends = { ...executions, stop: async () => {}, status: executions.status };
    expect(await sweep({ ...of.run.as('sweep'), ...rest, answerer, executions: ends })).toMatchObject({ failed: [] });
    expect(told).toEqual(['token 1']);
  });
});

describe('the business is told', () => {
  it('of a question to the sender: by which event it came, until when; of one among reviewers nothing', async () => {
    await askBack(ann, { ...of.about(), comment: 'Bob?' }, of.run.deciding);
    await of.ask();
    const told = (await of.entries()).flatMap((entry) => toldAs(entry, [entry], () => toyWorkflow) ?? []);
    const asked = told.filter(({ type }) => type === 'toy.question-asked.v1');
    expect(asked).toMatchObject([
      { data: { event: 'shop/e1', text: 'Which order?', until: '2026-11-24T19:00:00.000Z', caseId: of.ref().caseId } },
    ]);
  });

  it.each(['answered', 'unanswered'] as const)(
    'of what is %s: the role that is asked, with nothing of the words',
    async (how) => {
      await of.ask();
      if (how === 'answered') await of.run.answerTo('A1', (await of.review())?.question?.id ?? '', { text: 'secret' });
      else for (let waits = 0; waits < 2; waits += 1) await silence();
      const entry = (await of.entries()).at(-1);
      if (!entry) throw new Error('there is no entry');
      const texts: string[] = [];
      const announcer = { announce: async (event: unknown) => void texts.push(JSON.stringify(event)) };
      const notifier = {
        notify: async (role: string, { text }: { text: string }) => void texts.push(`${role}: ${text}`),
      };
      await tellReviewers(entry, toyWorkflow, undefined, { announcer, notifier });
      expect(texts).toEqual([expect.stringContaining(`review.${how}.v1`), expect.stringMatching(/^clerk: /)]);
      expect(texts.join()).not.toContain('secret');
    },
  );

  it('of no fact: what is gathered, asked of the model and decided afterwards has none of its words', async () => {
    await of.ask();
    await of.run.answerTo('A1', (await of.review())?.question?.id ?? '', { text: 'pay account FR76' });
    const { caseId, digest } = of.ref();
    const again = await of.run.toDecision({ schema: 1, caseId, attempt: 1, workflow: 'toy', visit: 1 }, 0.95);
    expect(again.digest).toBe(digest);
    for (const kept of of.run.evidence.objects.values())
      expect(Buffer.from(kept).toString('utf8')).not.toContain('FR76');
  });
});

it('the clock: whatever is asked, answered or not, a review ends by itself in its time, and never by consent', async () => {
  const deed = fc.record({
    does: fc.constantFrom('ask', 'answer', 'silence'),
    minutes: fc.integer({ min: 0, max: 900 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 12 }), async (deeds) => {
      of = await underReview();
      const { run } = of;
      const begun = +run.clock.now();
      const end = begun + toyWorkflow.reviewSeconds * 1000;
      const left = [...deeds];
      let turns = 0;
      while (of.ref().escalation !== 'ended') {
        turns += 1;
        if (turns > 100) throw new Error('it does not end');
        const { does, minutes } = left.shift() ?? { does: 'silence', minutes: 0 };
        if (does === 'silence' || +run.clock.now() + minutes * 60_000 >= of.ends()) {
          await silence();
          continue;
        }
        run.clock.advance(minutes * 60_000);
        if (does === 'ask')
          await of.ask().catch((error: unknown) => {
            if (!(error instanceof Refusal)) throw error;
          });
        else await run.answerTo('A1', (await of.review())?.question?.id ?? 'none', { id: `a${turns}` });
        const due = Date.parse((await of.review())?.due ?? '');
        expect(due).toBeLessThanOrEqual(end);
        const woken = run.answerer.answers.splice(0);
        expect(woken.map(({ kind }) => kind)).not.toContain('success');
        if (woken.length > 0) await of.goOn();
        expect(of.ends() <= Date.parse((await of.review())?.due ?? '') + 1000).toBe(true);
      }
      expect((await of.review())?.state).toBe('expired');
      expect((of.ref().round ?? 0) < MAX_ROUNDS).toBe(true);
      expect(+run.clock.now()).toBeLessThanOrEqual(end + MAX_ROUNDS * 1000);
    }),
    { numRuns: 80 },
  );
});

describe('time is over for good', () => {
  it.each([
    ['while an answer is awaited', true],
    ['while nobody takes the next step', false],
  ])('at the end of the whole review, %s', async (_, asks) => {
    if (asks) await of.ask();
    const { decided } = (await of.review()) ?? {};
    const ends = Date.parse(decided?.at ?? '') + toyWorkflow.reviewSeconds * 1000;
    of.run.clock.advance(ends - +of.run.clock.now() - 1);
    const open = await of.review();
    expect(open?.state).toBe('open');
    of.run.clock.advance(1);
    await refused('expired', approve(ann, { ...of.about(), comment: 'late' }, of.run.deciding));
  });
});
