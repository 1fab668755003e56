import { afterAll, beforeAll, expect, it } from 'vitest';
import { execute } from '../../lambdas/erp/gateway.ts';
import { approve, reject } from '../../lambdas/review/countersign.ts';
import { reviewOf } from '../../lambdas/review/fold.ts';
import { Refusal } from '../../lambdas/review/refusal.ts';
import type { CaseRef } from '../../statemachines/kernel/task-input.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import { openTables } from '../support/ddb.ts';
import { figures } from '../support/figures.ts';
import { toyRun } from '../support/toy-run.ts';

const RACES = 1_000;
let tables: Awaited<ReturnType<typeof openTables>>;
beforeAll(async () => {
  tables = await openTables();
  await tables.putSwitch('stop#all', 7);
  await tables.putPeople('ann', 'bob', 'cleo');
}, 120_000);
afterAll(() => tables?.stop());

/** Two people decide one review in the same moment, over the real conditional writes. */
async function race(number: string, cents: number, verdicts: readonly ['approve' | 'reject', 'approve' | 'reject']) {
  const run = toyRun(tables);
  await run.receive({ number, cents }, number);
  const ref = await run.toDecision(run.started.at(-1)?.input as CaseRef, 0.95);
  await run.open(ref);
  const about = { caseId: ref.caseId, digest: ref.digest ?? '', comment: 'race' };
  const settled = await Promise.allSettled(
    verdicts.map((verdict, index) => {
      const person = { subject: ['ann', 'bob'][index] ?? '', claimed: ['clerk'] };
      return verdict === 'approve' ? approve(person, about, run.deciding) : reject(person, about, run.deciding);
    }),
  );
  const entries = await run.deciding.ledger.read(ref.caseId);
  return { run, ref, settled, entries };
}

it(`${RACES} races of two decisions on one review: exactly one wins each time, and the other is told so`, async (context) => {
  const ends = { approved: 0, rejected: 0 };
  const combinations = [
    ['approve', 'approve'],
    ['approve', 'reject'],
    ['reject', 'approve'],
    ['reject', 'reject'],
  ] as const;
  for (let n = 0; n < RACES; n += 25) {
    const batch = Array.from({ length: 25 }, (_, at) => {
      const [verdicts] = [combinations[(n + at) % combinations.length]];
      return race(`R${n + at}`, 2_000, verdicts ?? combinations[0]);
    });
    for (const { settled, entries, run, ref } of await Promise.all(batch)) {
      const lost = settled.filter((each) => each.status === 'rejected');
      expect(lost).toHaveLength(1);
      expect(lost[0]?.reason).toBeInstanceOf(Refusal);
      expect(lost[0]?.reason.kind).toBe('already-decided');
      expect(chainFaults(entries)).toEqual([]);
      expect(entries.filter(({ actor }) => actor.kind === 'person')).toHaveLength(1);
      const state = reviewOf(entries)?.state as keyof typeof ends;
      ends[state] += 1;
      const outcome = await execute(run.messageOf(ref), run.gateway);
      expect(outcome).toMatchObject({ answer: { kind: state === 'approved' ? 'success' : 'failure' } });
      expect(run.erp.documents.size).toBe(state === 'approved' ? 1 : 0);
    }
  }
  figures(context, { 'races approved': ends.approved, 'races rejected': ends.rejected });
  expect(ends.approved).toBeGreaterThan(RACES / 4);
  expect(ends.rejected).toBeGreaterThan(RACES / 4);
}, 600_000);
