import { beforeEach, describe, expect, it } from 'vitest';
import { measureExceptions } from '../../../lambdas/exceptions/age.ts';
import { exceptionSummary } from '../../../lambdas/exceptions/summary.ts';
import { summaryOf } from '../../../lambdas/ledger/publish.ts';
import type { CaseSummary } from '../../../lambdas/shared/adapters/case-view.ts';
import { addWorkingTime } from '../../../statemachines/kernel/working-time.ts';
import { toyExceptions } from '../../support/toy-exceptions.ts';
import { toyWorkflow } from '../../support/toy-workflow.ts';

let toy: Awaited<ReturnType<typeof toyExceptions>>;
beforeEach(async () => {
  toy = await toyExceptions();
});
const HOUR = 3_600_000;
type Page = { exceptions: { caseId: string; class: string; overdue: boolean; ageSeconds: number }[]; next?: string };
const ids = (page: Page) => page.exceptions.map(({ caseId }) => caseId);
const note = (number: string, cents = 500) => ({ number, cents });

/** Three of two classes: soon due and small, soon due and large, due later. */
async function three() {
  const later = await toy.parked(note('A1', 900), 'VENDOR-UNKNOWN');
  const small = await toy.parked(note('A2', 100));
  const large = await toy.parked(note('A3', 800));
  return { later, small, large };
}

describe('nobody is shown', () => {
  it.each(['zoe', 'olaf', 'gia', 'nobody'])('%s: exceptions of a company in which they have no role', async (as) => {
    await three();
    expect(await toy.list({}, as)).toEqual({ exceptions: [] });
  });

  it.each([
    ['a class that is none', { class: 'other' }],
    ['too many at once', { limit: '41' }],
    ['what is no flag', { mine: 'yes' }],
    ['another’s', { assignee: 'bob' }],
  ])('%s', async (_, query) => {
    expect(await toy.list(query as never)).toMatchObject({ type: 'urn:countersign:problem:invalid-request' });
  });

  it('what is over, or what was never one', async () => {
    const { small } = await three();
    await toy.decided(note('A4'));
    await toy.post(small, 'resolve', { resolution: 'close-refused', reason: 'r' });
    expect(ids(await toy.list())).not.toContain(small.caseId);
    expect((await toy.list()).exceptions).toHaveLength(2);
  });
});

it('due first, then the larger amount, over all classes; aged and valued', async () => {
  const { later, small, large } = await three();
  toy.run.clock.advance(10 * HOUR);
  const page = await toy.list({}, 'olga');
  expect(ids(page)).toEqual([large.caseId, small.caseId, later.caseId]);
  expect(page.exceptions[0]).toMatchObject({
    ...{ class: 'erp-unavailable', owner: 'finance-systems', route: 'operations', severity: 'normal' },
    ...{ company: 'ACME', value: { minor: 800, currency: 'EUR' }, ageSeconds: 36_000, overdue: true },
    ...{ due: '2026-11-24T17:00:00.000Z', allowed: ['reopen', 'posted-by-hand', 'close-refused'] },
  });
  expect(page.exceptions[2]).toMatchObject({ class: 'held-by-control', route: 'clerk', overdue: false });
});

it('of one class, one company, mine, or overdue', async () => {
  const { later, small, large } = await three();
  await toy.post(small, 'assign', { to: 'bob' });
  expect(ids(await toy.list({ class: 'held-by-control' }))).toEqual([later.caseId]);
  expect(ids(await toy.list({ company: 'OTHER' }))).toEqual([]);
  expect(ids(await toy.list({ mine: 'true' }, 'bob'))).toEqual([small.caseId]);
  expect(ids(await toy.list({ overdue: 'true' }))).toEqual([]);
  toy.run.clock.advance(9 * HOUR);
  expect(ids(await toy.list({ overdue: 'true' }))).toEqual([large.caseId, small.caseId]);
});

it('page by page, each once, however many there are', async () => {
  const all: string[] = [];
  for (let n = 0; n < 90; n += 1)
    all.push((await toy.parked(note(`N${n}`, n), n % 2 ? 'Transient' : 'ErpRejected')).caseId);
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page: Page = await toy.list({ limit: '7', ...(after && { after }) });
    seen.push(...ids(page));
    after = page.next;
  } while (after);
  expect(seen.toSorted()).toEqual(all.toSorted());
});

it('is measured by class: how many, how long, how much, and how many after their time', async () => {
  await three();
  toy.run.clock.advance(9 * HOUR);
  const cases = [...toy.run.memory.cases.values()].map((entries) => ({
    ...(summaryOf(entries) as CaseSummary),
    ...exceptionSummary(entries, { ...toyWorkflow.review, deadline: addWorkingTime }),
  }));
  const open = async (of: string) => cases.filter(({ exceptionClass }) => exceptionClass === of);
  const aged = await measureExceptions({ open, clock: toy.run.clock });
  const found = (of: string) => aged.find((one) => one.class === of);
  expect(found('erp-unavailable')).toMatchObject({
    ...{ open: 2, hours: 9, overdue: 2, value: { EUR: 9 }, owner: 'finance-systems' },
  });
  expect(found('held-by-control')).toMatchObject({ open: 1, overdue: 0, owner: 'process-owner' });
  expect(found('interrupted')).toMatchObject({ open: 0, hours: 0, overdue: 0, value: {} });
});
