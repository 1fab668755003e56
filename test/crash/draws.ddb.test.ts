import { afterAll, beforeAll, expect, it } from 'vitest';
import { ErpUnknown } from '../../lambdas/erp/errors.ts';
import { execute } from '../../lambdas/erp/gateway.ts';
import type { CaseRef } from '../../statemachines/kernel/task-input.ts';
import { openTables } from '../support/ddb.ts';
import { figures } from '../support/figures.ts';
import { toyAccounts } from '../support/toy-accounts.ts';
import { toyRun } from '../support/toy-run.ts';

/** Prepares at once on one account, four a race; `npm run prove:countersignature` has more of them. */
const PREPARES = Number(process.env['DRAWS_PREPARES'] ?? 1_000);
const BUDGET = 100;
/** The last money is wanted by two; three of four and all four fit; one alone is too much already. */
const RACES = [
  [100, 100, 100, 100],
  [60, 60, 60, 60],
  [50, 50, 50, 1],
  [40, 30, 30, 30],
  [25, 25, 25, 25],
] as const;
let tables: Awaited<ReturnType<typeof openTables>>;
beforeAll(async () => {
  tables = await openTables();
  await tables.putSwitch('stop#all', 7);
}, 120_000);
afterAll(() => tables?.stop());

/** Cases of one account, each decided before any other is seen, and all of them posted in the same moment. */
async function race(account: string, amounts: readonly number[], { loses = false } = {}) {
  const run = toyRun(tables);
  const accounts = toyAccounts(run);
  accounts.ceilings.set(account, BUDGET);
  const refs: CaseRef[] = [];
  for (const [nth, cents] of amounts.entries()) {
    const number = `${account}-${nth}`;
    await run.receive({ number, cents, accounts: [account] }, number);
    refs.push(await run.toDecision(run.started.at(-1)?.input as CaseRef, 0.95));
  }
  expect(refs.map(({ route }) => route)).toEqual(amounts.map(() => 'auto'));
  if (loses)
    run.erp.after = () => {
      run.erp.after = () => {};
      throw new ErpUnknown('unheard');
    };
  const carry = async (ref: CaseRef) => {
    for (let deliveries = 0; deliveries < 10; deliveries += 1) {
      const outcome = await execute(run.messageOf(ref), run.gateway).catch((error: Error) => error);
      if (!(outcome instanceof Error) && outcome.kind === 'settled') return outcome.answer;
      if (outcome instanceof Error && outcome.name !== 'Transient') throw outcome;
      if (!(outcome instanceof Error)) run.clock.advance(30_000);
    }
    throw new Error(`${ref.caseId} is not settled`);
  };
  const answers = await Promise.all(refs.map(carry));
  const posted = amounts.filter((_, nth) => answers[nth]?.kind === 'success');
  return { run, accounts, refs, answers, posted, sum: posted.reduce((total, cents) => total + cents, 0) };
}

it(`${PREPARES} prepares at once: no account is overdrawn, and nobody is refused for whom there was enough`, async (context) => {
  const seen = { posted: 0, refused: 0 };
  for (let n = 0; n * 4 < PREPARES; n += 10) {
    const batch = Array.from({ length: 10 }, (_, at) => ({
      amounts: RACES[at % RACES.length] ?? RACES[0],
      at: n + at,
    }));
    const races = batch.map(({ amounts, at }) => race(`budget ${at}`, amounts, { loses: at % 4 === 0 }));
    for (const [at, { run, posted, answers, sum }] of (await Promise.all(races)).entries()) {
      const amounts = batch[at]?.amounts ?? [];
      seen.posted += posted.length;
      seen.refused += amounts.length - posted.length;
      expect(sum).toBeLessThanOrEqual(BUDGET);
      expect(run.erp.documents.size).toBe(posted.length);
      if (Number(amounts[0]) >= 60) expect(posted).toHaveLength(1);
      if (amounts[0] === 25) expect(posted).toHaveLength(4);
      for (const [nth, answer] of answers.entries()) {
        if (answer.kind === 'success') continue;
        expect(answer).toMatchObject({
          error: 'FactsChanged',
          cause: expect.stringContaining('not enough is left of'),
        });
        expect(sum + (amounts[nth] ?? 0)).toBeGreaterThan(BUDGET);
      }
    }
  }
  figures(context, { 'draws posted': seen.posted, 'draws refused': seen.refused });
  expect(Math.min(seen.posted, seen.refused)).toBeGreaterThan(PREPARES / 5);
}, 600_000);

it('what loses takes what a person cancels in the ERP, and not before', async () => {
  const { run, accounts, refs, answers } = await race('budget anew', [60, 60]);
  const at = answers.findIndex(({ kind }) => kind === 'failure');
  const again = ({ caseId = '', visit = 1 }: Partial<CaseRef> = {}) =>
    run.toDecision({ schema: 1, caseId, attempt: 1, workflow: 'toy', visit }, 0.95);
  const waits = await again(refs[at]);
  expect(waits).toMatchObject({ route: 'review' });
  run.clock.advance(10_000);
  accounts.cancel(refs[1 - at]?.caseId ?? '');
  const anew = await again(waits);
  expect(await execute(run.messageOf(anew), run.gateway)).toMatchObject({ answer: { kind: 'success' } });
});
