import { afterAll, beforeAll, expect, it } from 'vitest';
import { execute } from '../../lambdas/erp/gateway.ts';
import type { CaseRef } from '../../statemachines/kernel/task-input.ts';
import { openTables } from '../support/ddb.ts';
import { figures } from '../support/figures.ts';
import { toyRun } from '../support/toy-run.ts';

const RACES = 200;
const PARTS = 4;
/** The agent alone may commit 1 000. */
const CENTS = [600, 600, 300, 300];
let tables: Awaited<ReturnType<typeof openTables>>;
beforeAll(async () => {
  tables = await openTables();
  await tables.putSwitch('stop#all', 7);
}, 120_000);
afterAll(() => tables?.stop());

/** One purchase in several parts, each decided before any other is seen, and all of them posted in the same moment. */
async function race(group: string) {
  const run = toyRun(tables);
  const refs: CaseRef[] = [];
  for (const [nth, cents] of CENTS.entries()) {
    const number = `${group}-${nth}`;
    await run.receive({ number, cents, group }, number);
    refs.push(await run.toDecision(run.started.at(-1)?.input as CaseRef, 0.95));
  }
  expect(refs.map(({ route }) => route)).toEqual(Array(PARTS).fill('auto'));
  const carry = async (ref: CaseRef) => {
    for (let deliveries = 0; deliveries < 5; deliveries += 1) {
      const outcome = await execute(run.messageOf(ref), run.gateway).catch((error: Error) => error);
      if (!(outcome instanceof Error) && outcome.kind === 'settled') return outcome.answer;
      if (outcome instanceof Error && outcome.name !== 'Transient') throw outcome;
    }
    throw new Error(`${ref.caseId} is not settled`);
  };
  const answers = await Promise.all(refs.map(carry));
  const posted = CENTS.filter((_, nth) => answers[nth]?.kind === 'success');
  return { run, refs, answers, posted };
}

it(`${RACES} races of ${PARTS} parts of one purchase: the agent never posts more than it may at once`, async (context) => {
  let most = 0;
  for (let n = 0; n < RACES; n += 10) {
    const batch = Array.from({ length: 10 }, (_, at) => race(`S${n + at}`));
    for (const { run, posted, answers } of await Promise.all(batch)) {
      const sum = posted.reduce((total, cents) => total + cents, 0);
      most = Math.max(most, sum);
      expect(sum).toBeLessThanOrEqual(1_000);
      expect(run.erp.documents.size).toBe(posted.length);
      expect(posted.length).toBeGreaterThan(0);
      expect(posted.filter((cents) => cents === 600).length).toBeLessThanOrEqual(1);
      for (const answer of answers) if (answer.kind === 'failure') expect(answer.error).toBe('FactsChanged');
    }
  }
  figures(context, { 'splitting races': RACES, 'most posted of 1 800': most });
}, 300_000);

it('what loses the race is decided anew by a person, and counts once posted', async () => {
  const { run, refs, answers } = await race('anew');
  const lost = refs.find((_, nth) => answers[nth]?.kind === 'failure');
  const { caseId = '', visit = 1 } = lost ?? {};
  const anew = await run.toDecision({ schema: 1, caseId, attempt: 1, workflow: 'toy', visit }, 0.95);
  expect(anew).toMatchObject({ route: 'review' });
});
