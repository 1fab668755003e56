import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CaseSummary, caseView } from '../../../lambdas/shared/adapters/case-view.ts';
import { openTables } from '../../support/ddb.ts';

let opened: Awaited<ReturnType<typeof openTables>>;
beforeAll(async () => {
  opened = await openTables();
});
afterAll(() => opened?.stop());

const summary = (seq: number): CaseSummary => ({
  ...{ caseId: 'toy-1', workflow: 'toy', status: 'open', attempt: 1, subject: 'A1', facets: {} },
  ...{ seq, updatedAt: '2026-11-24T09:00:00.000Z' },
});

it('a view is written once for each step forward, and says from where: what comes again or late does nothing', async () => {
  const view = caseView(opened.dynamo, opened.tables.cases);
  const told: (number | undefined)[] = [];
  for (const seq of [2, 2, 5, 3, 6]) told.push(await view.put(summary(seq)));
  expect(told).toEqual([0, undefined, 2, undefined, 5]);
  const racing = await Promise.all([7, 7, 7].map((seq) => view.put(summary(seq))));
  expect(racing.filter((from) => from !== undefined)).toEqual([6]);
});

it('cases of a status are gone through oldest first, page by page, from a time on', async () => {
  const view = caseView(opened.dynamo, opened.tables.cases);
  const at = (minute: number) => `2026-11-24T09:${String(minute).padStart(2, '0')}:00.000Z`;
  for (const minute of [5, 3, 1, 4, 2, 3]) {
    const caseId = `toy-${minute}-${minute === 3 ? Math.random() : ''}`;
    await view.put({ ...summary(1), caseId, status: 'posted', updatedAt: at(minute) });
  }
  await view.put({ ...summary(1), caseId: 'toy-parked', status: 'parked', updatedAt: at(3) });
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await view.since('posted', { from: at(2), after, limit: 2 });
    seen.push(...page.cases.map(({ updatedAt }) => updatedAt));
    after = page.next;
  } while (after);
  expect(seen).toEqual([2, 3, 3, 4, 5].map(at));
  expect((await view.since('posted', { from: at(4), after: `${at(1)}#toy-1-`, limit: 9 })).cases).toHaveLength(2);
});
