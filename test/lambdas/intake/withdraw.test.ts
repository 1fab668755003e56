import { beforeEach, describe, expect, it } from 'vitest';
import { conclude } from '../../../lambdas/conclude/run.ts';
import { execute } from '../../../lambdas/erp/gateway.ts';
import { summaryOf } from '../../../lambdas/ledger/publish.ts';
import { reopen } from '../../../lambdas/reopen/run.ts';
import { approve } from '../../../lambdas/review/countersign.ts';
import { reviewOf } from '../../../lambdas/review/fold.ts';
import { requestMark } from '../../../lambdas/review/request-mark.ts';
import { newest } from '../../../lambdas/shared/case-log.ts';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import { sweep } from '../../../lambdas/sweep/run.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { refused } from '../../support/refused.ts';
import { toyOutcomes } from '../../support/toy-events.ts';
import { toyRun } from '../../support/toy-run.ts';

const NOTE = { number: 'A1', cents: 500 };
const LATER = { id: 'w1', time: '2026-11-24T10:00:00Z' };
let run: ReturnType<typeof toyRun>;
beforeEach(() => {
  run = toyRun();
});

const ann = { subject: 'ann', claimed: ['clerk'] };
const entries = ({ caseId }: Pick<CaseRef, 'caseId'>) => run.deciding.ledger.read(caseId);
const lastStarted = () => run.started.at(-1)?.input as CaseRef;
async function decided(more: object = {}): Promise<CaseRef> {
  await run.receive({ ...NOTE, ...more });
  return run.toDecision(lastStarted(), 0.95);
}

describe('a withdrawal does nothing', () => {
  it('of a case that is not there: it is in quarantine, and says so', async () => {
    const { answer, reasons } = await run.withdraw('A1', LATER);
    expect([answer, reasons]).toEqual(['quarantined', ['data: there is no case of note A1 to withdraw']]);
    expect(run.quarantined).toHaveLength(1);
  });

  it('of another sender, or older than what was accepted', async () => {
    const ref = await decided();
    expect((await run.withdraw('A1', { ...LATER, source: 'elsewhere' })).answer).toBe('conflict');
    expect((await run.withdraw('A1', { ...LATER, id: 'w0', time: '2026-11-24T08:59:59Z' })).answer).toBe('conflict');
    expect([statusOf(await entries(ref)), run.stopped]).toEqual(['open', []]);
  });
});

describe('once withdrawn', () => {
  it('tells who, why and how it stood, and it is not in flight any more', async () => {
    const ref = await decided();
    await run.withdraw('A1', LATER);
    expect(newest(await entries(ref), 'withdrawn-by-sender')).toMatchObject({
      ...{ writer: 'intake', actor: { kind: 'system', id: 'shop' } },
      body: { attempt: 1, was: 'open', reason: 'by mistake', eventId: 'shop/w1' },
    });
    expect(summaryOf(await entries(ref))?.status).toBe('withdrawn');
    expect(run.stopped).toEqual([`${ref.caseId}-1`]);
  });

  it('is told to the rest of the business, in the words of its sender', async () => {
    const ref = await decided();
    await run.withdraw('A1', LATER);
    const { caseId, seq, hash, body = {} } = newest(await entries(ref), 'withdrawn-by-sender') ?? {};
    const outcome = toyOutcomes.find(({ stage }) => stage === 'withdrawn-by-sender');
    const told = { caseId, entry: { seq, hash }, ...outcome?.pick(body) };
    expect(outcome?.schema.parse(told)).toMatchObject({ reason: 'by mistake' });
  });

  it('nothing is posted, nor if it was on its way in that very moment', async () => {
    const ref = await decided();
    const versions = run.erp.versions.bind(run.erp);
    run.erp.versions = async (of) => {
      run.erp.versions = versions;
      await run.withdraw('A1', LATER);
      return versions(of);
    };
    expect(await execute(run.messageOf(ref), run.gateway)).toMatchObject({ kind: 'later' });
    expect(await execute(run.messageOf(ref), run.gateway)).toMatchObject({ answer: { error: 'NotAuthorised' } });
    expect([run.erp.calls, newest(await entries(ref), 'prepared')]).toEqual([0, undefined]);
    expect(statusOf(await entries(ref))).toBe('withdrawn');
  });

  it('no step of it goes on, and none ends it otherwise', async () => {
    const ref = await decided();
    await run.withdraw('A1', LATER);
    await expect(run.toDecision({ ...ref, visit: 1 })).rejects.toThrow('its sender has withdrawn the case');
    const park = conclude({ ...ref, state: 'Park', reason: 'Transient' }, run.as('conclude'));
    await expect(park).rejects.toMatchObject({ name: 'NotAuthorised' });
    await run.append('conclude', ref.caseId, { entryKey: 'late', stage: 'parked', body: { attempt: 1 } });
    expect(statusOf(await entries(ref))).toBe('withdrawn');
  });

  it('its review is over', async () => {
    const ref = await decided({ cents: 2_000 });
    await run.open(ref);
    await run.withdraw('A1', LATER);
    expect(reviewOf(await entries(ref))?.state).toBe('withdrawn');
    const decision = { caseId: ref.caseId, digest: ref.digest ?? '' };
    await refused('already-decided', approve(ann, decision, run.deciding), /withdrawn/);
  });

  it('nobody reopens it, and the sweep leaves it alone', async () => {
    const { caseId } = await decided();
    await run.withdraw('A1', LATER);
    const wanted = { caseId, reason: 'again', request: requestMark('1', 'reopen') };
    await refused('not-reopenable', reopen(ann, wanted, run.reopening), /withdrawn/);
    run.clock.advance(60_000);
    const all = async () => [...run.memory.cases.values()].flatMap((of) => summaryOf(of) ?? []);
    const executions = { ...run.executions, stop: run.intakeDeps.starter.stop };
    const rest = { reviews: run.reviews, answerer: run.answerer, cases: { inFlight: all } };
    expect(await sweep({ ...run.as('sweep'), ...rest, executions })).toMatchObject({ interrupted: [], failed: [] });
  });

  it('its sender may send it anew as a replacement, though it be the same document', async () => {
    const ref = await decided();
    await run.withdraw('A1', LATER);
    expect((await run.correct(NOTE, { id: 'e3', time: '2026-11-24T11:00:00Z' })).answer).toBe('accepted');
    expect(statusOf(await entries(ref))).toBe('open');
    await execute(run.messageOf(await run.toDecision(lastStarted(), 0.95)), run.gateway);
    expect([statusOf(await entries(ref)), run.erp.documents.size]).toEqual(['posted', 1]);
  });
});
