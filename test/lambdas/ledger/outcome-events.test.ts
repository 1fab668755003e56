import { beforeEach, describe, expect, it } from 'vitest';
import { benchInvoices } from '../../../bench/invoices.ts';
import { memoryWorld } from '../../../bench/memory-world.ts';
import { run as assess } from '../../../lambdas/assess/run.ts';
import { conclude } from '../../../lambdas/conclude/run.ts';
import { decide } from '../../../lambdas/decide/run.ts';
import { execute } from '../../../lambdas/erp/gateway.ts';
import { gather } from '../../../lambdas/gather/run.ts';
import { intake } from '../../../lambdas/intake/run.ts';
import { publish } from '../../../lambdas/ledger/publish.ts';
import { invoiceOutcomes } from '../../../statemachines/invoice-processing/contract.ts';
import { invoiceProcessing } from '../../../statemachines/invoice-processing/workflow.ts';
import type { Workflow } from '../../../statemachines/kernel/define-workflow.ts';
import { ContractBroken, type OutgoingEvent } from '../../../statemachines/kernel/events/outgoing-event.ts';
import type { LedgerEntry } from '../../../statemachines/kernel/ledger-entry.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { toyRun } from '../../support/toy-run.ts';
import { toyWorkflow } from '../../support/toy-workflow.ts';

const TRACE = { traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01` };
let run: ReturnType<typeof toyRun>;
beforeEach(() => {
  run = toyRun();
});

async function decided(document: object, confidence = 0.95, trace = {}): Promise<CaseRef> {
  await run.receive({ number: 'A1', cents: 500, ...document }, 'e1', 'shop', trace);
  return run.toDecision(run.started[0]?.input as CaseRef, confidence);
}

/** What the bus hears of the newest entry of a case, changed as given. */
async function told(caseId: string, change: Partial<LedgerEntry> = {}, workflow = toyWorkflow) {
  const entries = await run.gateway.ledger.read(caseId);
  return published(entries, { ...(entries.at(-1) as LedgerEntry), ...change }, workflow);
}

async function published(entries: LedgerEntry[], last: LedgerEntry, workflow: Workflow) {
  const events: OutgoingEvent[] = [];
  await publish(last, {
    workflowOf: () => workflow,
    ledger: { read: async () => entries },
    announcer: { announce: async (event) => void events.push(event) },
    cases: { put: async () => undefined },
    notifier: { notify: async () => {} },
    measure: () => {},
  });
  return { last, events };
}

describe('an outcome that does not fit its contract', () => {
  it.each([
    ['lacks what it must say', {}],
    ['says something else', { reason: 7 }],
  ])('is a bug and never told: it %s', async (_, body) => {
    const { caseId } = await decided({});
    await expect(told(caseId, { stage: 'parked', body })).rejects.toThrow(ContractBroken);
  });
});

describe('what the bus hears', () => {
  it('of a posting: its own fields, and nothing else of the ledger', async () => {
    const ref = await decided({});
    await execute(run.messageOf(ref), run.gateway);
    const { last, events } = await told(ref.caseId);
    const { caseId, seq, hash, at } = last;
    expect(last.stage).toBe('confirmed');
    expect(events).toEqual([
      expect.objectContaining({
        ...{ id: hash, type: 'toy.posted.v1', subject: caseId, time: at },
        dataschema: 'urn:countersign:events:toy.posted.v1',
        data: { caseId, entry: { seq, hash }, digest: ref.digest, deviations: [], number: 'N-1' },
      }),
    ]);
  });

  it('of another command: nothing, unless a contract is for it', async () => {
    const { caseId } = await decided({});
    const body = { command: 'undo-toy' };
    expect((await told(caseId, { stage: 'confirmed', body })).events).toEqual([]);
  });

  it('of a review: who decides, how many, why and until when', async () => {
    const ref = await decided({ flaw: 'review' });
    await run.open(ref);
    const { last, events } = await told(ref.caseId);
    const { caseId, seq, hash } = last;
    expect(events.map(({ type }) => type)).toEqual(['toy.review-opened.v1', 'review.opened.v1']);
    expect(events[0]?.data).toEqual({
      ...{ caseId, entry: { seq, hash }, digest: ref.digest },
      ...{ role: 'clerk', approvals: 1, findings: ['FLAW-REVIEW'], due: '2026-11-24T10:00:00.000Z' },
    });
  });

  it.each([
    ['Park', 'park', 'toy.parked.v1', 'FLAW-PARK'],
    ['Refuse', 'reject', 'toy.refused.v1', 'FLAW-REJECT'],
  ])('of %s: the reason', async (state, flaw, type, reason) => {
    const ref = await decided({ flaw });
    await conclude({ ...ref, state }, run.as('conclude'));
    const { last, events } = await told(ref.caseId);
    const { caseId, seq, hash } = last;
    expect(events).toMatchObject([{ type, data: { reason } }]);
    expect(events[0]?.data).toEqual({ caseId, entry: { seq, hash }, reason });
  });

  it.each([
    ['in the trace of the event that brought the case', TRACE],
    ['in no trace where it had none', {}],
  ])('is told %s', async (_, trace) => {
    const ref = await decided({ flaw: 'park' }, 0.95, trace);
    await conclude({ ...ref, state: 'Park' }, run.as('conclude'));
    const { events } = await told(ref.caseId);
    expect(events.map(({ traceparent }) => ({ ...(traceparent && { traceparent }) }))).toEqual([trace]);
  });
});

describe('a posted invoice', () => {
  const document = { id: '1', number: 'N-1', currency: 'EUR', net: '5', tax: '0', gross: '5' };
  const more = { command: 'post-invoice', digest: 'b'.repeat(64), deviations: [], idempotencyKey: 'key' };
  const posted = async (body: LedgerEntry['body']) => {
    const { caseId } = await decided({});
    const change = { stage: 'confirmed', body: { ...more, ...body } } as const;
    const { events } = await told(caseId, change, { ...toyWorkflow, outcomes: invoiceOutcomes });
    return events[0]?.data;
  };

  it('without what the ERP has is none', async () => {
    await expect(posted({ paymentBlocked: false })).rejects.toThrow(ContractBroken);
  });

  it('is told with number and amounts, whether it may be paid, and why not', async () => {
    const erp = { ...document, state: 'posted', balanced: true };
    const blocked = { paymentBlocked: true, paymentBlockReason: 'VENDOR-ON-HOLD' };
    const { digest, deviations } = more;
    expect(await posted({ document: erp, ...blocked })).toEqual({
      ...{ caseId: expect.any(String), entry: expect.any(Object) },
      ...{ digest, deviations, document, ...blocked },
    });
  });

  it('that the real handlers carried through is told as the ERP has it', async () => {
    const world = memoryWorld();
    const [invoice] = benchInvoices('T', 1, 1);
    await intake(world.eventOf('e1', invoice?.raw ?? Buffer.of()), world.intake);
    const gathered = await gather({ ...(world.started[0] as CaseRef), state: 'Gather' }, world.gather);
    const assessed = await assess({ ...gathered, state: 'Assess' }, world.assess);
    const ref = await decide({ ...assessed, state: 'Decide' }, world.decide);
    await execute({ ...ref, command: 'post-invoice', taskToken: 'token' }, world.gateway);
    const entries = await world.gateway.ledger.read(ref.caseId);
    const { last, events } = await published(entries, entries.at(-1) as LedgerEntry, invoiceProcessing as Workflow);
    const { number, net, tax, gross } = last.body['document'] as Record<string, string>;
    expect(events).toMatchObject([
      {
        type: 'invoice.posted.v1',
        data: { digest: ref.digest, deviations: [], document: { number, net, tax, gross }, paymentBlocked: false },
      },
    ]);
    expect(Number(gross)).toBeGreaterThan(0);
  });

  it('that the ERP gave no number is told too: it is a deviation, and no bug', async () => {
    const unnumbered = { document: { ...document, number: '' }, deviations: ['the document has no number'] };
    expect(await posted({ ...unnumbered, paymentBlocked: false })).toMatchObject(unnumbered);
  });
});
