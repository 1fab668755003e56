import { describe, expect, it } from 'vitest';
import { mayCountersign } from '../../../lambdas/shared/authority/may-countersign.ts';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import { exampleClaim } from '../../../statemachines/support-credits/example-claim.ts';
import { supportCredits } from '../../../statemachines/support-credits/workflow.ts';
import { creditRun, SURE } from './credit-run.ts';
import { earlier, flying, outside, type Varied } from './fixtures.ts';

const claimed = (amount: string) => ({ claimed: { amount, currency: 'EUR' } });
const OUTSIDE = outside('goodwill').claim;
const LARGE = { contract: { monthlyFee: '60000' }, invoice: { lines: [bigLine()] } };
function bigLine() {
  return { id: '411', description: 'x', net: '60000', tax: '12000', taxes: ['S20'], credited: { net: '0', tax: '0' } };
}

describe('nothing is posted', () => {
  it.each<[string, string, string, object, Varied]>([
    [
      'twice for one incident',
      'refuse',
      'DUPLICATE-CLAIM',
      {},
      { facts: { credits: [earlier({ incident: 'INC-4711' })] } },
    ],
    ['beyond what is left', 'refuse', 'OVER-CREDIT', { reason: 'defect', ...claimed('1201') }, {}],
    ['of several invoices', 'park', 'SEVERAL-INVOICES', { invoices: [{ number: 'A' }, { number: 'B' }] }, {}],
    [
      'while another claim is in flight',
      'park',
      'DUPLICATE-CLAIM',
      {},
      { facts: { inFlight: [flying({ incident: 'INC-4711' })] } },
    ],
  ])('%s: %s, %s', async (_, route, reason, more, varied) => {
    const run = creditRun(varied);
    const ref = await run.decided(more, SURE);
    expect(ref.route).toBe(route);
    expect((await run.lastOf(ref)).body).toMatchObject({ reason });
    expect(await run.carryOut(ref)).toMatchObject({ answer: { error: 'NotAuthorised' } });
    expect(run.erp.calls).toBe(0);
  });
});

describe('who is asked', () => {
  it.each<[string, object, object, Varied]>([
    ['a support lead', { reason: 'defect', ...claimed('500') }, { role: 'support-lead', approvals: 1 }, {}],
    ['a support lead, where amounts differ', claimed('300'), { role: 'support-lead', approvals: 1 }, {}],
    [
      'a finance manager about more',
      { reason: 'defect', ...claimed('1000') },
      { role: 'finance-manager', approvals: 1 },
      {},
    ],
    [
      'a finance manager about a strategic customer',
      {},
      { role: 'finance-manager' },
      { customer: { tier: 'strategic' } },
    ],
    ['a finance manager about a hold', {}, { role: 'finance-manager' }, { customer: { hold: true } }],
    [
      'a finance manager about structuring',
      { reason: 'defect', ...claimed('410') },
      { role: 'finance-manager' },
      {
        facts: {
          credits: [earlier({ net: '450', date: '2026-11-01' }), earlier({ id: '91', net: '450', date: '2026-11-01' })],
        },
      },
    ],
    ['a support lead about goodwill', { ...OUTSIDE, ...claimed('100') }, { role: 'support-lead' }, outside('goodwill')],
    [
      'a finance manager about damages',
      { ...OUTSIDE, reason: 'damages', ...claimed('100') },
      { role: 'finance-manager' },
      outside('damages'),
    ],
    [
      'a controller and another about somebody of ours',
      {},
      { role: 'controller', approvals: 2 },
      { customer: { relatedParty: true } },
    ],
    [
      'two from four eyes on',
      claimed('6000'),
      { role: 'finance-manager', approvals: 2, second: 'support-lead' },
      LARGE,
    ],
    [
      'who may do it together with what the customer got',
      {},
      { role: 'finance-manager' },
      { facts: { credits: [earlier({ incident: 'x', gross: '1000', net: '833.33' })] } },
    ],
  ])('%s', async (_, more, asked, varied) => {
    const run = creditRun(varied);
    const ref = await run.decided(more, SURE);
    expect(ref.route).toBe('review');
    expect((await run.lastOf(ref)).body).toMatchObject(asked);
  });

  it('is nobody about a small service level as claimed, if the model is sure and finds nothing', async () => {
    expect((await creditRun().decided({}, SURE)).route).toBe('auto');
    expect((await creditRun().decided({})).route).toBe('review');
    const anomalies = [{ code: 'amount-differs', reason: 'both' }];
    expect((await creditRun().decided({}, { confidence: 1, anomalies })).route).toBe('review');
  });
});

describe('whoever asked', () => {
  const may = async (agent: string, subject: string) => {
    const run = creditRun();
    const ref = await run.decided({ reason: 'defect', ...claimed('500'), agent }, SURE);
    const about = await run.subjectOf(ref);
    const { company, stops } = about;
    const scope = { workflow: 'support-credits', roles: supportCredits.authority.roles, company, stops };
    const standing = await run.authority.standing(subject);
    const snapshot = await run.authority.read(scope);
    return mayCountersign(run.policies, about, snapshot, { subject, standing }).permitted;
  };

  it.each(['person-priya', 'support:priya', 'Support:Priya'])('approves nothing, as %s', async (agent) => {
    expect(await may(agent, 'person-priya')).toBe(false);
    expect(await may(agent, 'person-quentin')).toBe(true);
  });
});

describe('the effect', () => {
  it('is posted once, as proposed, and told without what the model drafted', async () => {
    const run = creditRun();
    const ref = await run.decided({}, { ...SURE, reply: 'Dear customer' });
    expect(await run.carryOut(ref)).toMatchObject({ answer: { kind: 'success' } });
    expect(await run.carryOut(ref)).toMatchObject({ answer: { kind: 'success' } });
    expect(run.erp.calls).toBe(1);
    expect(statusOf(await run.entriesOf(ref))).toBe('posted');
    const [event] = await run.told(ref);
    expect(event?.type).toBe('credit.posted.v1');
    expect(event?.data).toMatchObject({ deviations: [], document: { net: '-120', tax: '-24', payable: '-144' } });
    expect(JSON.stringify(event)).not.toContain('Dear customer');
  });

  it('is posted for one of two claims of one incident, whatever each saw', async () => {
    const run = creditRun();
    const [one, other] = [await run.decided({}, SURE), await run.decided({ id: 'CLM-2' }, SURE)];
    expect([one.route, other.route]).toEqual(['auto', 'auto']);
    expect(await run.carryOut(one)).toMatchObject({ answer: { kind: 'success' } });
    expect(await run.carryOut(other)).toMatchObject({ answer: { kind: 'failure' } });
    expect(run.erp.calls).toBe(1);
  });

  it('is none any more once support has withdrawn the claim', async () => {
    const run = creditRun();
    const ref = await run.decided({}, SURE);
    const data = { company: 'MFR', claim: exampleClaim.id, reason: 'another offer' };
    expect(
      await run.tell('credit.withdrawn.v1', data, { source: 'support', id: 'w', subject: exampleClaim.id }),
    ).toMatchObject({ answer: 'accepted' });
    expect(await run.carryOut(ref)).toMatchObject({ answer: { kind: 'failure' } });
    expect(run.erp.calls).toBe(0);
  });
});

describe('Intake', () => {
  it('takes a claim in once', async () => {
    const run = creditRun();
    expect(await run.ask()).toMatchObject({ answer: 'accepted' });
    expect(
      await run.tell(
        'credit.requested.v1',
        { document: { content: JSON.stringify(exampleClaim), encoding: 'utf-8' } },
        { source: 'support', id: 'again' },
      ),
    ).toMatchObject({ answer: 'duplicate' });
    expect(run.started).toHaveLength(1);
  });

  it('keeps nobody’s words in the ledger', async () => {
    const run = creditRun();
    const ref = await run.decided({}, SURE);
    const text = JSON.stringify(await run.entriesOf(ref));
    for (const value of ['reachable', 'Moreau', '12 34 56']) expect(text).not.toContain(value);
  });
});
