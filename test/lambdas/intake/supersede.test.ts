import { beforeEach, describe, expect, it } from 'vitest';
import { readCase } from '../../../lambdas/assess/read-case.ts';
import { conclude } from '../../../lambdas/conclude/run.ts';
import { execute } from '../../../lambdas/erp/gateway.ts';
import { intake } from '../../../lambdas/intake/run.ts';
import { MOST_ATTEMPTS } from '../../../lambdas/reopen/ended-case.ts';
import { callBack } from '../../../lambdas/review/call-back.ts';
import { approve } from '../../../lambdas/review/countersign.ts';
import { escalate } from '../../../lambdas/review/escalate.ts';
import { reviewOf } from '../../../lambdas/review/fold.ts';
import { proposeValue } from '../../../lambdas/review/propose-value.ts';
import { repairsOf } from '../../../lambdas/shared/authority/repairs.ts';
import { documentEntry, newest } from '../../../lambdas/shared/case-log.ts';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import { proposal } from '../../../statemachines/kernel/proposal.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { forged } from '../../support/forged.ts';
import { refused } from '../../support/refused.ts';
import { toyRun } from '../../support/toy-run.ts';
import { toyWorkflow } from '../../support/toy-workflow.ts';

const NOTE = { number: 'A1', cents: 500 };
const LATER = { id: 'e2', time: '2026-11-24T10:00:00Z' };
const PHONE = { id: '41', number: '+33400000001', unchangedSince: '2026-01-01' };
let run: ReturnType<typeof toyRun>;
beforeEach(() => {
  run = toyRun();
});

const person = (subject: string) => ({ subject, claimed: ['clerk', 'chief'] });
const entries = ({ caseId }: Pick<CaseRef, 'caseId'>) => run.deciding.ledger.read(caseId);
const lastStarted = () => run.started.at(-1)?.input as CaseRef;
async function decided(more: object = {}, confidence = 0.95): Promise<CaseRef> {
  await run.receive({ ...NOTE, ...more });
  return run.toDecision(lastStarted(), confidence);
}
async function underReview(more: object = { cents: 2_000 }): Promise<CaseRef> {
  const ref = await decided(more);
  await run.open(ref);
  return ref;
}
const corrected = (more: object = { cents: 700 }, told: object = {}) =>
  run.correct({ ...NOTE, ...more }, { ...LATER, ...told });
const payloadOf = async ({ caseId, digest = '' }: CaseRef) =>
  proposal.parse(JSON.parse(Buffer.from(await run.evidence.get(caseId, digest)).toString())).commands[0]?.payload;
const approval = ({ caseId, digest = '' }: CaseRef) => ({ caseId, digest, comment: 'called back' });

describe('a corrected document does nothing', () => {
  it('of another sender than the one that the case was received from', async () => {
    const ref = await decided();
    const { answer, reasons } = await corrected({}, { source: 'elsewhere' });
    expect([answer, reasons?.join()]).toEqual(['conflict', expect.stringContaining('nobody else may replace')]);
    expect(newest(await entries(ref), 'conflict')?.body).toMatchObject({
      source: 'elsewhere',
      eventId: 'elsewhere/e2',
    });
    expect(run.started).toHaveLength(1);
  });

  it('that is older than the last one that was accepted, by the sender’s own clock', async () => {
    const ref = await decided();
    await corrected({ cents: 700 }, { id: 'e3', time: '2026-11-24T12:00:00+01:00' });
    const { answer, reasons } = await corrected({ cents: 600 });
    expect([answer, reasons?.join()]).toEqual([
      'conflict',
      expect.stringContaining('an event of 2026-11-24T11:00:00.000Z was accepted before'),
    ]);
    expect(documentEntry(await entries(ref)).body['eventId']).toBe('shop/e3');
  });

  it('under the id of an event that came with other content', async () => {
    await decided();
    await corrected();
    expect((await corrected({ cents: 900 })).answer).toBe('conflict');
    expect((await corrected({ cents: 900 }, { id: 'e1' })).answer).toBe('conflict');
    expect(run.started).toHaveLength(2);
  });

  it('where it is the very document that the case has', async () => {
    await decided();
    expect((await corrected({ cents: 500 })).answer).toBe('duplicate');
    expect(run.started).toHaveLength(1);
  });

  it('of a case that was posted, and says what to do', async () => {
    await execute(run.messageOf(await decided()), run.gateway);
    expect((await corrected()).reasons?.join()).toMatch(/is posted: send a credit note/);
  });

  it('of a case that was attempted so often already', async () => {
    const ref = await decided();
    for (let attempt = 2; attempt <= MOST_ATTEMPTS; attempt += 1)
      expect((await corrected({ cents: 500 + attempt }, { id: `c${attempt}` })).answer).toBe('accepted');
    const { answer, reasons } = await corrected({ cents: 999 }, { id: 'last' });
    expect([answer, reasons?.join()]).toEqual([
      'conflict',
      `it was attempted 20 times, and ${MOST_ATTEMPTS} are the most`,
    ]);
    expect(statusOf(await entries(ref))).toBe('open');
  });

  it.each(['received', 'rejected-by-erp'] as const)('where %s is forged', async (stage) => {
    const ref = await decided();
    await run.append('gateway', ref.caseId, { entryKey: 'x', stage: 'rejected-by-erp', body: { attempt: 1 } });
    forged(run, ref.caseId, stage);
    await expect(corrected()).rejects.toThrow(`the MAC of ${stage} does not verify`);
    expect(run.started).toHaveLength(1);
  });

  it('before the event that claimed the case has opened it: it comes again', async () => {
    const { ledger } = run.intakeDeps;
    const dies = { ...ledger, append: () => Promise.reject(new Error('the worker died')) };
    const { intakeDeps } = run;
    const detail = {
      ...{ specversion: '1.0', id: 'e1', source: 'shop', type: 'toy.received.v1', time: '2026-11-24T09:00:00Z' },
      data: { document: { content: JSON.stringify(NOTE), encoding: 'utf-8' } },
    };
    const event = { 'detail-type': 'toy.received.v1', source: 'shop', detail };
    await expect(intake(event, { ...intakeDeps, ledger: dies })).rejects.toThrow('died');
    await expect(corrected()).rejects.toThrow(/is being opened by event shop\/e1/);
    await intake(event, intakeDeps);
    expect((await corrected()).answer).toBe('accepted');
  });
});

describe('once superseded', () => {
  it('the next attempt begins with the new document, and that is what is posted', async () => {
    const ref = await decided();
    expect(await corrected()).toEqual({ answer: 'accepted', caseId: ref.caseId });
    expect(newest(await entries(ref), 'superseded')).toMatchObject({
      ...{ writer: 'intake', actor: { kind: 'system', id: 'shop' } },
      body: {
        attempt: 2,
        was: 'open',
        eventId: 'shop/e2',
        source: 'shop',
        type: 'toy.corrected.v1',
        time: LATER.time,
      },
    });
    const next = await run.toDecision(lastStarted(), 0.95);
    expect(await payloadOf(next)).toMatchObject({ totals: { gross: '700' } });
    await execute(run.messageOf(next), run.gateway);
    expect([...run.erp.documents.values()].map(({ gross }) => gross)).toEqual(['700']);
    expect(statusOf(await entries(ref))).toBe('posted');
  });

  it('the model is asked about the new document', async () => {
    const ref = await decided();
    await corrected();
    await run.toDecision(lastStarted());
    const at = { ...lastStarted(), visit: 1, state: 'Assess' };
    const { document } = await readCase(at, await entries(ref), toyWorkflow, run.deciding);
    expect(document).toMatchObject({ cents: 700 });
  });

  it('the command of the attempt before is not carried out, nor if it was on its way in that very moment', async () => {
    const ref = await decided();
    const versions = run.erp.versions.bind(run.erp);
    run.erp.versions = async (of) => {
      run.erp.versions = versions;
      await corrected();
      return versions(of);
    };
    expect(await execute(run.messageOf(ref), run.gateway)).toMatchObject({ kind: 'later' });
    expect(await execute(run.messageOf(ref), run.gateway)).toMatchObject({ answer: { error: 'NotAuthorised' } });
    expect([run.erp.calls, newest(await entries(ref), 'prepared')]).toEqual([0, undefined]);
    expect(statusOf(await entries(ref))).toBe('open');
  });

  it('nor by a decision that comes late', async () => {
    const ref = await decided();
    const late = newest(await entries(ref), 'decided');
    await corrected();
    await run.append('decide', ref.caseId, {
      ...{ entryKey: 'late', stage: 'decided', body: late?.body ?? {}, evidence: late?.evidence ?? [] },
    });
    expect(await execute(run.messageOf(ref), run.gateway)).toMatchObject({ answer: { error: 'NotAuthorised' } });
    expect(run.erp.calls).toBe(0);
  });

  it('nothing of the attempt before is gathered, decided, opened or ended any more', async () => {
    const ref = await decided({ cents: 2_000 });
    await corrected();
    const anew = { ...ref, visit: 1 };
    await expect(run.toDecision(anew)).rejects.toMatchObject({ name: 'NotAuthorised' });
    await expect(run.open(ref)).rejects.toMatchObject({ name: 'NotAuthorised' });
    const park = conclude({ ...ref, state: 'Park', reason: 'Transient' }, run.as('conclude'));
    await expect(park).rejects.toMatchObject({ name: 'NotAuthorised' });
  });

  it('its review is over, and can’t be decided any more', async () => {
    const ref = await underReview();
    await corrected({ cents: 3_000 });
    expect(reviewOf(await entries(ref))?.state).toBe('superseded');
    await refused('already-decided', approve(person('ann'), approval(ref), run.deciding), /superseded/);
    const input = { ...ref, reason: 'ReviewExpired', state: 'Escalate' };
    expect(await escalate(input, run.as('review'))).toMatchObject({ escalation: 'ended' });
  });

  it('what was countersigned counts no more', async () => {
    const ref = await underReview();
    await approve(person('bob'), approval(ref), run.deciding);
    await corrected({ cents: 3_000 });
    const next = await run.toDecision(lastStarted(), 0.95);
    for (const each of [ref, next])
      expect(await execute(run.messageOf(each), run.gateway)).toMatchObject({ answer: { error: 'NotAuthorised' } });
    expect(run.erp.calls).toBe(0);
  });

  it('what somebody wanted otherwise is not wanted of the new document', async () => {
    const ref = await underReview();
    const wanted = { caseId: ref.caseId, digest: ref.digest ?? '', adjustments: { text: 'other' }, comment: 'so' };
    await proposeValue(person('ann'), wanted, run.deciding);
    await corrected({ cents: 900 });
    const next = await run.toDecision(lastStarted(), 0.95);
    expect(next.route).toBe('auto');
    expect(await payloadOf(next)).not.toHaveProperty('text');
  });

  it('a call-back of before does not count, though it be the same digest', async () => {
    run.told['phones'] = [PHONE];
    const flawed = { flaw: 'review' };
    const ref = await underReview(flawed);
    const call = { caseId: ref.caseId, phone: PHONE.id, personCalled: 'Anne', result: 'confirmed' } as const;
    await callBack(person('ann'), { ...call, digest: ref.digest ?? '' }, run.deciding);
    await run.withdraw('A1', { ...LATER, id: 'w' });
    await corrected({ ...flawed, cents: 500 });
    const next = await run.toDecision(lastStarted(), 0.95);
    expect(next.digest).toBe(ref.digest);
    await run.open(next, 'token 2');
    await refused('call-back-required', approve(person('bob'), approval(next), run.deciding));
  });

  it('a denial of another document does not bind the new one', async () => {
    run.told['phones'] = [PHONE];
    const ref = await underReview({ flaw: 'review' });
    const call = {
      caseId: ref.caseId,
      phone: PHONE.id,
      personCalled: 'Anne',
      result: 'denied',
      comment: 'no',
    } as const;
    await callBack(person('ann'), { ...call, digest: ref.digest ?? '' }, run.deciding);
    await corrected({ flaw: 'review', cents: 600 });
    const next = await run.toDecision(lastStarted(), 0.95);
    await run.open(next, 'token 2');
    await refused('call-back-required', approve(person('bob'), approval(next), run.deciding));
  });

  it('whoever repaired the event that brings the document had a hand in it', async () => {
    const ref = await decided();
    const readmission = { quarantine: `quarantine-${'0'.repeat(32)}`, repairedBy: ['olga'] };
    const detail = {
      ...{ specversion: '1.0', source: 'shop', type: 'toy.corrected.v1', ...LATER },
      data: { document: { content: JSON.stringify({ ...NOTE, cents: 700 }), encoding: 'utf-8' } },
    };
    await intake({ 'detail-type': detail.type, source: 'shop', detail }, { ...run.intakeDeps, readmission });
    expect(repairsOf(documentEntry(await entries(ref)))).toMatchObject([{ duty: 'value-proposal', by: 'olga' }]);
  });

  it('the event that opened the case starts nothing when it comes again', async () => {
    await decided();
    await corrected();
    const names = run.started.map(({ name }) => name);
    await run.receive(NOTE);
    expect(run.started.map(({ name }) => name)).toEqual(names);
  });
});

it('a corrected document of a case that is not there opens it; what it corrects comes too late', async () => {
  expect((await corrected()).answer).toBe('accepted');
  expect((await corrected()).answer).toBe('accepted');
  expect((await run.receive(NOTE)).answer).toBe('conflict');
  expect(await payloadOf(await run.toDecision(lastStarted(), 0.95))).toMatchObject({ totals: { gross: '700' } });
});
