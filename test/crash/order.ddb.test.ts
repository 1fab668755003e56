import { afterAll, beforeAll, expect, it } from 'vitest';
import { orderedOf } from '../../lambdas/order/fold.ts';
import { caseIdOf } from '../../statemachines/kernel/ids.ts';
import { orderCaseId } from '../../statemachines/kernel/order.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import { openTables } from '../support/ddb.ts';
import { figures } from '../support/figures.ts';
import { noteOf, taken } from '../support/toy-order.ts';
import { toyRun } from '../support/toy-run.ts';

const STREAMS = 60;
const EVENTS = 6;
const WORKERS = 4;

let tables: Awaited<ReturnType<typeof openTables>>;
beforeAll(async () => {
  tables = await openTables();
}, 120_000);
afterAll(() => tables?.stop());

const shuffled = <T>(all: readonly T[]) =>
  all
    .map((one) => [Math.random(), one] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, one]) => one);

/** Some workers take one subject's events from a queue, each twice and in any order, and what they are asked to let in. */
async function race(subject: string) {
  const run = toyRun(tables);
  const queue: unknown[] = [];
  const deps = {
    ...{ ...run.intakeDeps, ...run.as('intake'), positions: tables.positions },
    ask: async (message: unknown) => void queue.push(message),
  };
  const all = Array.from({ length: EVENTS }, (_, index) => index + 1);
  queue.push(...shuffled([...all, ...all]).map((n) => noteOf(n, {}, subject)));
  const answers: string[] = [];
  let busy = 0;
  const work = async () => {
    while (queue.length > 0 || busy > 0) {
      const message = queue.shift();
      if (message === undefined) {
        await new Promise((done) => setTimeout(done, 1));
        continue;
      }
      busy += 1;
      answers.push((await taken(message, deps).finally(() => (busy -= 1))).answer);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  const entries = await deps.ledger.read(orderCaseId({ sender: 'shop', source: 'shop/eu', workflow: 'toy', subject }));
  const order = [...new Set(run.started.map(({ name }) => name))];
  return { order, answers, entries, wanted: all.map((n) => `${caseIdOf('toy', [`${subject}/${n}`])}-1`) };
}

it(`${STREAMS} races of ${WORKERS} workers on one subject: nothing is lost, nothing is taken in before its turn`, async (context) => {
  let held = 0;
  for (let n = 0; n < STREAMS; n += 6) {
    const races = Array.from({ length: 6 }, (_, at) => race(`S${n + at}`));
    for (const { order, answers, entries, wanted } of await Promise.all(races)) {
      expect(order).toEqual(wanted);
      expect(answers.filter((answer) => answer !== 'held' && answer !== 'accepted')).toEqual([]);
      expect(chainFaults(entries)).toEqual([]);
      expect(orderedOf(entries)?.held ?? []).toEqual([]);
      held += entries.filter(({ stage }) => stage === 'held').length;
    }
  }
  figures(context, { 'order: events held in races': held });
  expect(held).toBeGreaterThan(STREAMS);
}, 600_000);
