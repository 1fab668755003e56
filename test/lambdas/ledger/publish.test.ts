import { beforeEach, describe, expect, it } from 'vitest';
import { execute } from '../../../lambdas/erp/gateway.ts';
import { publish, summaryOf } from '../../../lambdas/ledger/publish.ts';
import type { LedgerEntry } from '../../../statemachines/kernel/ledger-entry.ts';
import { RECONCILIATION } from '../../../statemachines/kernel/reconciliation.ts';
import { toyRun } from '../../support/toy-run.ts';

let run: ReturnType<typeof toyRun>;
beforeEach(() => {
  run = toyRun();
});

/** Carries a note to the ERP, which keeps another document of it than proposed, and publishes every entry. */
async function posted(kept: object = {}) {
  await run.receive({ number: 'A1', cents: 500 });
  const message = run.messageOf(await run.toDecision(run.started[0]?.input as never, 0.95));
  const { post } = run.erp;
  run.erp.post = async (...of) => ({ ...(await post(...of)), ...kept });
  await execute(message, run.gateway);
  return published(await run.gateway.ledger.read(message.caseId));
}

async function published(entries: LedgerEntry[]) {
  const measured: unknown[][] = [];
  const events: { type: string; data: unknown }[] = [];
  const deps = {
    workflowOf: run.gateway.workflowOf,
    ledger: { read: async () => entries },
    announcer: { announce: async (event: { type: string; data: unknown }) => void events.push(event) },
    cases: { put: async () => undefined },
    notifier: { notify: async () => {} },
    measure: (...given: unknown[]) => void measured.push(given),
  };
  for (const entry of entries) await publish(entry, deps);
  return { measured, events, status: summaryOf(entries)?.status, last: entries.at(-1) };
}

describe('a break between ledger and ERP', () => {
  const breakOf = (last: LedgerEntry | undefined, stage: 'break-found' | 'break-closed') => ({
    ...(last as LedgerEntry),
    ...{
      stage,
      seq: (last?.seq ?? 0) + 1,
      body: { kind: 'amount-differs', subject: 'key', says: 'net', documents: [] },
    },
  });

  it('makes a posted case deviate until it is closed, and tells the business nothing', async () => {
    const { last } = await posted();
    const received = { ...(last as LedgerEntry), stage: 'received' as const, seq: 1 };
    const entries = [received, last as LedgerEntry, breakOf(last, 'break-found')];
    expect(summaryOf(entries)?.status).toBe('posted-deviating');
    expect(summaryOf([...entries, breakOf(last, 'break-closed')])?.status).toBe('posted');
    const { events } = await published([received, breakOf(last, 'break-found')]);
    expect(events).toEqual([]);
  });

  it('of a document that no case has is no case on any list', async () => {
    const { last } = await posted();
    const outside = { ...breakOf(last, 'break-found'), workflow: RECONCILIATION };
    const { events, measured } = await published([outside]);
    expect([events, measured]).toEqual([[], []]);
  });
});

describe('a document that is not what was decided', () => {
  it.each([
    ['another amount', { gross: '5.01' }, 'gross is 5.01, proposed 5'],
    ['no number', { number: '' }, 'the document has no number'],
    ['an entry out of balance', { balanced: false }, 'its entry is not balanced'],
  ])('%s is seen: status, metric and event', async (_, kept, said) => {
    const { measured, events, status } = await posted(kept);
    expect(status).toBe('posted-deviating');
    expect(measured).toContainEqual(['ErpDeviations', 1, 'toy']);
    expect(events).toMatchObject([{ type: 'toy.posted.v1', data: { deviations: [expect.stringContaining(said)] } }]);
  });

  it('is seen likewise when it is as proposed, but was not to be posted any more', async () => {
    const { last } = await posted();
    const body = { ...last?.body, authorisationLost: 'the case was closed after the decision' };
    const found = await published([
      { ...(last as LedgerEntry), stage: 'received', seq: 1 },
      { ...(last as LedgerEntry), body },
    ]);
    expect(found).toMatchObject({
      status: 'posted-deviating',
      events: [{ data: { authorisationLost: expect.any(String) } }],
    });
    expect(found.measured).toContainEqual(['ErpDeviations', 1, 'toy']);
  });

  it('is told before that its payment is blocked, and whatever comes later', async () => {
    const { last } = await posted({ gross: '6' });
    const confirmed = { ...(last as LedgerEntry), body: { ...last?.body, paymentBlocked: true } };
    const parked = { ...confirmed, stage: 'parked' as const, body: {} };
    expect(summaryOf([{ ...confirmed, stage: 'received' }, confirmed, parked])?.status).toBe('posted-deviating');
  });
});

it('a document as proposed is posted, and measures its time only', async () => {
  const { measured, events, status } = await posted();
  expect(status).toBe('posted');
  expect(measured.map(([name]) => name)).toEqual(['StraightThroughMs']);
  expect(events).toMatchObject([{ data: { deviations: [] } }]);
});
