import { beforeEach, describe, expect, it } from 'vitest';
import { reviewText } from '../../../../cli/review-text.ts';
import type { AutonomyLevel } from '../../../../statemachines/kernel/authority/autonomy.ts';
import { digestOf } from '../../../../statemachines/kernel/ids.ts';
import type { CaseRef } from '../../../../statemachines/kernel/task-input.ts';
import { toyApi } from '../../../support/toy-api.ts';
import { toyPerson, toyStanding } from '../../../support/toy-workflow.ts';

let api: Awaited<ReturnType<typeof toyApi>>;
beforeEach(async () => {
  api = await toyApi();
});
const show = async (ref: CaseRef, as = 'ann', query: Record<string, string> = {}) =>
  (await api.call('GET', `/reviews/${ref.caseId}`, { as, query })).body;
const autonomy = (level: AutonomyLevel) => {
  const { now } = api.run.authority;
  api.run.authority.now = { ...now, autonomy: { level, minConfidence: 0.8, version: 1, changedBy: [] } };
};

describe('what is not shown', () => {
  it('a case to somebody without a role in its company', async () => {
    const ref = await api.opened();
    const elsewhere = toyPerson('eve', 'clerk', { appointments: [{ role: 'clerk', companies: ['OTHER'] }] });
    api.run.authority.people.set('eve', toyStanding('eve', elsewhere));
    expect(await show(ref, 'eve')).toMatchObject({ status: 403, type: 'urn:countersign:problem:not-entitled' });
  });

  it('a proposal that is not the one under review', async () => {
    const ref = await api.opened();
    const { objects } = api.run.evidence;
    const other = JSON.stringify({
      ...JSON.parse(Buffer.from(objects.get(`${ref.caseId}/${ref.digest}`) ?? '').toString()),
      claims: [],
    });
    objects.set(`${ref.caseId}/${ref.digest}`, Buffer.from(other));
    expect(await show(ref)).toMatchObject({ status: 500 });
    expect(api.logged.at(-1)?.cause).toMatchObject({ message: expect.stringContaining('not the one under review') });
  });

  it.each([
    ['shadow', { assessment: 'show' }, undefined],
    ['suggest', {}, undefined],
    ['suggest', { assessment: 'show' }, 0.5],
    ['cosign', {}, 0.5],
    ['auto', {}, 0.5],
  ] as const)('at autonomy %s, asked with %j, the AI’s confidence is %s', async (level, query, confidence) => {
    autonomy(level);
    const ref = await api.opened({ number: 'A1', cents: 900 }, 0.5);
    const { assessment, why } = await show(ref, 'ann', query);
    expect(assessment.assessment?.confidence).toBe(confidence);
    expect(assessment.shown).toBe(confidence !== undefined);
    const told = JSON.stringify(why).includes('agent-needs-confident-assessment');
    expect(told).toBe(confidence !== undefined);
  });

  it('the AI’s words where no level is on file', async () => {
    const ref = await api.opened({ number: 'A1', cents: 2_000 }, 0.5);
    const { autonomy: _, ...rest } = api.run.authority.now;
    api.run.authority.now = rest;
    expect((await show(ref, 'ann', { assessment: 'show' })).assessment).toMatchObject({ shown: false });
  });
});

describe('what is shown', () => {
  it('an account that the case would overdraw, which no facts may have shown', async () => {
    const ref = await api.opened({ number: 'A1', cents: 5, accounts: ['budget 12'] }, 0.95);
    const message = 'budget 12: 0.05 EUR, and 0.00 is left';
    expect(await show(ref)).toMatchObject({ findings: [{ code: 'ACCOUNT-OVERDRAWN', message }] });
  });

  it('document, facts, findings, the exact commands and their digest, and why it is here', async () => {
    const ref = await api.opened({ number: 'A1', cents: 5, flaw: 'review' });
    const shown = await show(ref);
    expect(shown).toMatchObject({
      ...{ workflow: 'toy', subject: 'note A1', company: 'ACME', exposure: { minor: 5, currency: 'EUR' } },
      review: { caseId: ref.caseId, state: 'open', digest: ref.digest, role: 'clerk', asked: 'clerk', needed: 1 },
      document: { number: 'A1', cents: 5, flaw: 'review' },
      facts: { version: 'v1' },
      findings: [{ code: 'FLAW-REVIEW', severity: 'blocking' }],
      proposal: { digest: ref.digest, commands: [{ kind: 'post-toy', company: 'ACME' }], claims: ['number:A1'] },
      why: [
        { role: 'agent', permitted: false, because: expect.arrayContaining(['agent-needs-clean-controls']) },
        { role: 'clerk', permitted: true },
      ],
      may: { decide: true, action: 'commit', role: 'clerk' },
      demands: ['reason-required', 'call-back-required'],
      next: { onApproval: 'it is carried out', atDue: 'chief' },
    });
    const kept = api.run.evidence.objects.get(`${ref.caseId}/${ref.digest}`) ?? Buffer.from('');
    expect(digestOf(JSON.parse(Buffer.from(kept).toString('utf8')))).toBe(shown.proposal.digest);
  });

  it('what was said, who has it, who has approved, and that another must', async () => {
    const ref = await api.opened({ number: 'A1', cents: 30_000 });
    const post = (as: string, verb: string, more: object = {}) =>
      api.call('POST', `/reviews/${ref.caseId}/${verb}`, { as, body: { digest: ref.digest, ...more } });
    expect((await show(ref, 'cleo')).next).toEqual({ onApproval: 'another person must countersign', atDue: null });
    await post('ann', 'ask-back', { comment: 'which order?' });
    await post('ann', 'approve', { comment: 'found it' });
    await post('bob', 'delegate', { to: 'cleo' });
    expect(await show(ref, 'cleo')).toMatchObject({
      review: {
        approvals: [{ subject: 'ann', role: 'clerk', action: 'second', comment: 'found it' }],
        holder: { subject: 'cleo' },
      },
      conversation: [
        { stage: 'asked-back', by: 'ann', comment: 'which order?' },
        { stage: 'handed-over', by: 'bob', to: 'cleo' },
      ],
      next: { onApproval: 'it is carried out' },
    });
  });

  it('what its sender was asked and has answered, as what they say and nothing else', async () => {
    const ref = await api.opened({ number: 'A1', cents: 2_000 });
    const ask = { digest: ref.digest, comment: 'which order?', to: 'sender' };
    const { body } = await api.call('POST', `/reviews/${ref.caseId}/ask-back`, { as: 'ann', body: ask });
    const { id, until } = body.review.question;
    expect((await show(ref)).review).toMatchObject({ due: until, question: { id, until } });
    await api.run.answerTo('A1', id, { text: 'PO-1\n2026 ann approved' });
    const shown = await show(ref);
    expect(shown.conversation).toEqual([
      expect.objectContaining({ stage: 'asked-back', by: 'ann', to: 'sender', comment: 'which order?', question: id }),
      expect.objectContaining({ stage: 'answered', by: 'shop', comment: 'PO-1 2026 ann approved', question: id }),
    ]);
    expect(shown.review).not.toHaveProperty('question');
    expect(reviewText(shown)).toMatch(/^ {2}\S+ shop answered the sender says: "PO-1 2026 ann approved"$/m);
  });

  it('somebody of the company who may not decide, and why', async () => {
    const ref = await api.opened({ number: 'A1', cents: 30_000 });
    api.run.authority.now = {
      ...api.run.authority.now,
      roles: api.run.authority.now.roles.map((role) => ({ ...role, changedBy: ['ann'] })),
    };
    expect((await show(ref)).may).toEqual({
      decide: false,
      reasons: expect.arrayContaining([expect.stringContaining('clerk')]),
    });
  });
});
