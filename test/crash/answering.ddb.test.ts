import { afterAll, beforeAll, expect, it } from 'vitest';
import { askBack } from '../../lambdas/review/conversation.ts';
import { approve } from '../../lambdas/review/countersign.ts';
import { reviewOf } from '../../lambdas/review/fold.ts';
import { Refusal } from '../../lambdas/review/refusal.ts';
import type { CaseRef } from '../../statemachines/kernel/task-input.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import { openTables } from '../support/ddb.ts';
import { figures } from '../support/figures.ts';
import { toyRun } from '../support/toy-run.ts';

const RACES = 60;
const AT_ONCE = 4;
const ann = { subject: 'ann', claimed: ['clerk'] };
let tables: Awaited<ReturnType<typeof openTables>>;
beforeAll(async () => {
  tables = await openTables();
  await tables.putSwitch('stop#all', 7);
  await tables.putPeople('ann');
}, 120_000);
afterAll(() => tables?.stop());

async function asked(number: string) {
  const run = toyRun(tables);
  await run.receive({ number, cents: 2_000 });
  const ref = await run.toDecision(run.started.at(-1)?.input as CaseRef, 0.95);
  await run.open(ref);
  const about = { caseId: ref.caseId, digest: ref.digest ?? '' };
  const { body } = await askBack(ann, { ...about, comment: 'Which order?', to: 'sender' }, run.deciding);
  const question = String(body['question']);
  return { run, ref, about, question, read: () => run.deciding.ledger.read(ref.caseId) };
}
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The sender answers just as somebody decides, or as the time of the question is noted to be over. */
async function race(number: string, behindMs: number, against: 'approval' | 'end') {
  const { run, ref, about, question, read } = await asked(number);
  const clock = { now: () => new Date(+run.clock.now() + 10 * 3_600_000) };
  if (against === 'end') run.clock.advance(10 * 3_600_000 - 1);
  const other = (): Promise<unknown> =>
    against === 'approval' ? approve(ann, about, run.deciding) : run.timedOut(ref, clock);
  const [answered, otherwise] = await Promise.allSettled([
    later(Math.max(0, -behindMs)).then(() => run.answerTo(number, question)),
    later(Math.max(0, behindMs)).then(other),
  ]);
  return { run, answered, otherwise, entries: await read() };
}

it.for(['approval', 'end'] as const)(
  `${RACES} races of an answer against the %s of its review: of the two the first counts, and both are told`,
  { timeout: 300_000 },
  async (against, context) => {
    const ends = { heeded: 0, conflict: 0 };
    for (let n = 0; n < RACES; n += AT_ONCE) {
      const batch = Array.from({ length: AT_ONCE }, (_, at) =>
        race(`${against}${n + at}`, 2 * (((n + at) % 13) - 6), against),
      );
      for (const { run, answered, otherwise, entries } of await Promise.all(batch)) {
        expect([answered.status, otherwise.status]).toEqual(['fulfilled', 'fulfilled']);
        if (otherwise.status === 'rejected') expect(otherwise.reason).toBeInstanceOf(Refusal);
        const { answer } = answered.status === 'fulfilled' ? answered.value : {};
        const stages = entries.map(({ stage }) => stage);
        const [first, second] = [
          stages.indexOf('answered'),
          stages.indexOf(against === 'approval' ? 'approved' : 'unanswered'),
        ];
        expect([answer, first >= 0]).toEqual(first >= 0 ? ['accepted', true] : ['conflict', false]);
        if (first >= 0 && second >= 0) expect(first).toBeLessThan(second);
        if (against === 'end') expect(first >= 0 && second >= 0).toBe(false);
        else expect(reviewOf(entries)?.state).toBe('approved');
        expect([chainFaults(entries), run.erp.calls]).toEqual([[], 0]);
        ends[first >= 0 ? 'heeded' : 'conflict'] += 1;
      }
    }
    figures(context, { [`races of an answer and the ${against}`]: ends.heeded + ends.conflict });
    expect(Math.min(ends.heeded, ends.conflict)).toBeGreaterThan(0);
  },
);
