import { describe, expect, it } from 'vitest';
import { conclude } from '../../../lambdas/conclude/run.ts';
import { execute } from '../../../lambdas/erp/gateway.ts';
import type { Received } from '../../../lambdas/intake/deps.ts';
import { askBack } from '../../../lambdas/review/conversation.ts';
import { approve, reject } from '../../../lambdas/review/countersign.ts';
import { reviewOf } from '../../../lambdas/review/fold.ts';
import { proposeValue } from '../../../lambdas/review/propose-value.ts';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { toyRun } from '../../support/toy-run.ts';

type Run = ReturnType<typeof toyRun>;
const LATER = { id: 'e2', time: '2026-11-24T10:00:00Z' };
const ann = { subject: 'ann', claimed: ['clerk'] };
interface Asked {
  readonly ref: CaseRef;
  readonly question: string;
}

const begun = async (run: Run, cents = 2_000): Promise<CaseRef> => {
  await run.receive({ number: 'A1', cents });
  return run.toDecision(run.started.at(-1)?.input as CaseRef, 0.95);
};
const about = ({ caseId, digest = '' }: CaseRef) => ({ caseId, digest });
const ask = async (run: Run, ref: CaseRef): Promise<Asked> => {
  const { body } = await askBack(ann, { ...about(ref), comment: 'Which order?', to: 'sender' }, run.deciding);
  return { ref, question: String(body['question']) };
};
const asked = async (run: Run): Promise<Asked> => {
  const ref = await begun(run);
  await run.open(ref);
  return ask(run, ref);
};
const without = (act: (run: Run) => Promise<CaseRef>) => async (run: Run) => ({ ref: await act(run), question: 'q' });
const then = (act: (run: Run, of: Asked) => Promise<unknown>) => async (run: Run) => {
  const of = await asked(run);
  await act(run, of);
  return of;
};
const approved = async (run: Run, { ref }: Asked) => void (await approve(ann, about(ref), run.deciding));
const outOfTime = async (run: Run, { ref }: Asked) => {
  run.clock.advance(10 * 3_600_000);
  return run.timedOut(ref);
};

/** Brings a case into each state in which an answer may find it. */
const STATES = {
  decided: without((run) => begun(run, 500)),
  'posted without a review': without(async (run) => {
    const ref = await begun(run, 500);
    await execute(run.messageOf(ref), run.gateway);
    return ref;
  }),
  'under review, and nobody asked': without(async (run) => {
    const ref = await begun(run);
    await run.open(ref);
    return ref;
  }),
  asked,
  'claimed by somebody': then((run, { ref }) =>
    run.append('countersign', ref.caseId, {
      ...{ entryKey: 'c', stage: 'claimed', actor: { kind: 'person', id: 'bob' } },
      body: { attempt: 1, visit: 1, until: '2026-11-25T00:00:00.000Z' },
    }),
  ),
  approved: then(approved),
  posted: then(async (run, of) => {
    await approved(run, of);
    await execute(run.messageOf(of.ref), run.gateway);
  }),
  rejected: then((run, { ref }) => reject(ann, { ...about(ref), comment: 'no' }, run.deciding)),
  'to be decided anew': then((run, { ref }) =>
    proposeValue(ann, { ...about(ref), adjustments: { text: 'a' }, comment: 'so' }, run.deciding),
  ),
  'its time over': then(async (run) => run.clock.advance(10 * 3_600_000)),
  unanswered: then(outOfTime),
  expired: then(async (run, of) => {
    const { ref } = of;
    let now = await outOfTime(run, of);
    for (let step = 0; step < 4; step += 1) {
      run.clock.advance((now.reviewSeconds ?? 0) * 1000);
      now = await run.timedOut(now);
    }
    expect(reviewOf(await run.deciding.ledger.read(ref.caseId))?.state).toBe('expired');
  }),
  parked: then((run, { ref }) => conclude({ ...ref, state: 'Park', reason: 'Transient' }, run.as('conclude'))),
  superseded: then((run) => run.correct({ number: 'A1', cents: 2_100 }, LATER)),
  'superseded, and under review again': then(async (run) => {
    await run.correct({ number: 'A1', cents: 2_100 }, LATER);
    await run.open(await run.toDecision(run.started.at(-1)?.input as CaseRef, 0.95));
  }),
  withdrawn: then((run) => run.withdraw('A1', LATER)),
  'answered by this very event': then((run, { question }) => run.answerTo('A1', question, { id: 'late' })),
  'answered in the same words': then((run, { question }) => run.answerTo('A1', question)),
  'answered in other words': then((run, { question }) => run.answerTo('A1', question, { text: 'otherwise' })),
  'asked something else since': then(async (run, { ref, question }) => {
    await run.answerTo('A1', question, { text: 'otherwise' });
    await ask(run, ref);
  }),
} satisfies Record<string, (run: Run) => Promise<Asked>>;
type State = keyof typeof STATES;

const TABLE: Readonly<Record<State, Received['answer']>> = {
  decided: 'conflict',
  'posted without a review': 'conflict',
  'under review, and nobody asked': 'conflict',
  asked: 'accepted',
  'claimed by somebody': 'accepted',
  approved: 'conflict',
  posted: 'conflict',
  rejected: 'conflict',
  'to be decided anew': 'conflict',
  'its time over': 'conflict',
  unanswered: 'conflict',
  expired: 'conflict',
  parked: 'conflict',
  superseded: 'conflict',
  'superseded, and under review again': 'conflict',
  withdrawn: 'conflict',
  'answered by this very event': 'accepted',
  'answered in the same words': 'duplicate',
  'answered in other words': 'conflict',
  'asked something else since': 'conflict',
};

describe('each state of a case, and an answer: the same word twice, one entry, and the case stands as it stood', () => {
  it.each(Object.keys(STATES) as State[])('%s', async (state) => {
    const run = toyRun();
    const { ref, question } = await STATES[state](run);
    const before = await run.deciding.ledger.read(ref.caseId);
    const answers = [];
    for (let times = 0; times < 2; times += 1)
      answers.push((await run.answerTo('A1', question, { id: 'late', time: '2026-11-24T12:00:00Z' })).answer);
    const expected = TABLE[state];
    expect(answers).toEqual([expected, expected]);
    const entries = await run.deciding.ledger.read(ref.caseId);
    const added = entries.slice(before.length).map(({ stage }) => stage);
    const heeded = expected === 'accepted' ? 'answered' : 'conflict';
    expect(added).toEqual(state === 'answered by this very event' ? [] : [heeded]);
    expect(statusOf(entries)).toBe(statusOf(before));
    const [was, now] = [reviewOf(before), reviewOf(entries)];
    expect([now?.state, now?.approvals.length]).toEqual([was?.state, was?.approvals.length]);
    if (expected !== 'accepted') expect([now?.due, now?.question?.id]).toEqual([was?.due, was?.question?.id]);
  });
});
