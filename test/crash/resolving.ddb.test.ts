import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { execute } from '../../lambdas/erp/gateway.ts';
import { exceptionOf } from '../../lambdas/exceptions/fold.ts';
import { ExceptionRefusal } from '../../lambdas/exceptions/refusal.ts';
import { resolve } from '../../lambdas/exceptions/resolve.ts';
import { exceptionSummary } from '../../lambdas/exceptions/summary.ts';
import { summaryOf } from '../../lambdas/ledger/publish.ts';
import { Refusal } from '../../lambdas/review/refusal.ts';
import { requestMark } from '../../lambdas/review/request-mark.ts';
import { type CaseSummary, caseView } from '../../lambdas/shared/adapters/case-view.ts';
import { exceptionsView } from '../../lambdas/shared/adapters/exceptions-view.ts';
import { statusOf } from '../../lambdas/shared/case-status.ts';
import type { CaseRef } from '../../statemachines/kernel/task-input.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import { addWorkingTime } from '../../statemachines/kernel/working-time.ts';
import { openTables } from '../support/ddb.ts';
import { toyRun } from '../support/toy-run.ts';
import { toyWorkflow } from '../support/toy-workflow.ts';

const RACES = 60;
const AT_ONCE = 4;
const PEOPLE = { ann: 'posted-by-hand', bob: 'close-refused' } as const;
let tables: Awaited<ReturnType<typeof openTables>>;
beforeAll(async () => {
  tables = await openTables();
  await tables.putSwitch('stop#all', 7);
  await tables.putPeople(...Object.keys(PEOPLE));
}, 120_000);
afterAll(() => tables?.stop());

/** A case whose attempts are used up, and two people who end it otherwise just as its command is about to be prepared. */
async function race(number: string, behindMs: number) {
  const run = toyRun(tables);
  await run.receive({ number, cents: 500 }, number);
  const caseId = run.started.at(-1)?.input.caseId ?? '';
  for (const attempt of [1, 2]) {
    const body = { attempt: attempt + 1 };
    await run.append('sweep', caseId, { entryKey: `${attempt}/interrupted`, stage: 'interrupted', body: { attempt } });
    await run.append('sweep', caseId, { entryKey: `${attempt + 1}/reopened`, stage: 'reopened', body });
  }
  const ref: CaseRef = await run.toDecision({ schema: 1, caseId, attempt: 3, workflow: 'toy' }, 0.95);
  await run.append('sweep', caseId, { entryKey: '3/interrupted', stage: 'interrupted', body: { attempt: 3 } });
  const opened = exceptionOf(await run.deciding.ledger.read(caseId))?.opened.seq ?? 0;
  const about = Promise.withResolvers<void>();
  const versions = run.erp.versions.bind(run.erp);
  run.erp.versions = async (of) => {
    about.resolve();
    await sleep(behindMs);
    return versions(of);
  };
  const deps = { ...run.as('exceptions'), authority: run.authority, open: async () => [], deadline: addWorkingTime };
  const asked = Object.entries(PEOPLE).map(async ([subject, resolution]) => {
    await about.promise;
    const request = requestMark(crypto.randomUUID(), 'resolve');
    const document = resolution === 'posted-by-hand' ? 'INV-1' : undefined;
    const wanted = { caseId, opened, resolution, document, reason: 'race', request };
    return resolve({ subject, claimed: ['clerk'] }, wanted, deps);
  });
  const [, ...people] = await Promise.allSettled([execute(run.messageOf(ref), run.gateway), ...asked]);
  const lost = people.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
  await execute(run.messageOf(ref), run.gateway);
  return { run, lost, entries: await run.deciding.ledger.read(caseId) };
}

it(`${RACES} races of two statements and the command: one of the three wins, and nothing is posted beside a statement`, async () => {
  const ends = new Map<string, number>();
  for (let n = 0; n < RACES; n += AT_ONCE) {
    const batch = Array.from({ length: AT_ONCE }, (_, at) => race(`R${n + at}`, 3 * ((n + at) % 15)));
    for (const { run, lost, entries } of await Promise.all(batch)) {
      expect(lost.filter((one) => !(one instanceof Refusal) && !(one instanceof ExceptionRefusal))).toEqual([]);
      expect(chainFaults(entries)).toEqual([]);
      const said = entries.filter(({ stage }) => stage === 'exception-resolved').length;
      expect([said, run.erp.documents.size].toSorted()).toEqual([0, 1]);
      const status = statusOf(entries);
      ends.set(status, (ends.get(status) ?? 0) + 1);
    }
  }
  expect([...ends.keys()].every((end) => ['posted', 'posted-by-hand', 'refused'].includes(end))).toBe(true);
  expect(ends.size).toBeGreaterThan(1);
}, 120_000);

it('the index finds exceptions of a class due first, page by page, and loses them when they are over', async () => {
  const run = toyRun();
  const view = caseView(tables.dynamo, tables.tables.cases);
  const open = exceptionsView(tables.dynamo, tables.tables.cases);
  const put = async (caseId: string) => {
    const entries = await run.deciding.ledger.read(caseId);
    await view.put({
      ...(summaryOf(entries) as CaseSummary),
      ...exceptionSummary(entries, { ...toyWorkflow.review, deadline: addWorkingTime }),
    });
  };
  const parked: string[] = [];
  for (const [number, cents] of [
    ['S', 100],
    ['L', 900],
    ['M', 500],
  ] as const) {
    await run.receive({ number, cents }, number);
    const ref = await run.toDecision(run.started.at(-1)?.input as CaseRef, 0.95);
    const body = { attempt: 1, reason: 'Transient' };
    await run.append('conclude', ref.caseId, { entryKey: 'p', stage: 'parked', body });
    await put(ref.caseId);
    parked.push(ref.caseId);
  }
  const [small = '', large = '', middle = ''] = parked;
  const first = await open('erp-unavailable', { limit: 2 });
  expect(first.map(({ caseId }) => caseId)).toEqual([large, middle]);
  const rest = await open('erp-unavailable', { limit: 2, after: first[1]?.exceptionOrder });
  expect(rest.map(({ caseId }) => caseId)).toEqual([small]);
  expect(await open('erp-refused', { limit: 2 })).toEqual([]);
  await run.append('reopen', large, { entryKey: 'r', stage: 'reopened-by-person', body: { attempt: 2 } });
  await put(large);
  expect((await open('erp-unavailable', { limit: 9 })).map(({ caseId }) => caseId)).toEqual([middle, small]);
});
