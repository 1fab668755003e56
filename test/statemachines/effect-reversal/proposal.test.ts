import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadPolicies } from '../../../lambdas/shared/authority/policy-set.ts';
import { effectReversal } from '../../../statemachines/effect-reversal/workflow.ts';
import { opposedTo } from '../../../statemachines/kernel/authority/duties.ts';
import { Decimal } from '../../../statemachines/kernel/decimal.ts';
import { proposalOf, reversalCase } from './reversal-cases.ts';

describe('nothing is proposed', () => {
  it.each([
    ['without a document', { document: undefined }],
    ['without a company', { facts: { company: undefined } }],
    ['without an open period', { document: { date: '2027-01-01' } }],
    ['without the document’s version', { facts: { versions: [{ kind: 'period', id: '11', version: '1' }] } }],
    ['without the period’s version', { facts: { versions: [{ kind: 'vendor-document', id: '118', version: '1' }] } }],
  ])('%s', (_, of) => expect(proposalOf(reversalCase(of))).toBeUndefined());
});

describe('the proposal', () => {
  it('is one command, under a key and a claim that no other reversal of the effect shares with another effect', () => {
    const of = reversalCase();
    const { key, caseId } = of.document.reverses;
    const proposed = proposalOf(of);
    expect(proposed?.claims).toEqual([`effect:${key}`]);
    expect(proposed?.commands).toMatchObject([
      {
        ...{ kind: 'reverse-invoice', company: 'MFR', idempotencyKey: `${key}/reversed` },
        compensation: { kind: 'none' },
        payload: {
          caseId: of.caseId,
          reverses: { caseId, key, document: '118', number: 'SINV-2026-0042' },
          ...{ company: '1', currency: 'EUR', postingDate: '2026-11-20', reason: 'the goods went back' },
          totals: { net: '-1900', tax: '-380', gross: '-2280', payable: '0' },
        },
      },
    ]);
    expect(proposed?.expects.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['vendor-document 118', 'period 11']);
  });

  it('takes no amount from what the ERP says now, and is measured as the original was', () => {
    const of = reversalCase({ document: { net: '1', gross: '1' } });
    const proposed = proposalOf(of);
    expect(proposed?.commands[0]?.payload['totals']).toMatchObject({ net: '-1900', gross: '-2280' });
    const { exposure, measure } = of.document;
    expect(proposed?.exposure).toEqual(exposure);
    expect(proposed?.measure).toEqual({ ...measure, category: 'reversal', adds: false, earlier: [] });
  });

  it('is posted on the first day of the next open period where its own is closed', () => {
    const payload = proposalOf(reversalCase({ document: { date: '2026-10-15' } }))?.commands[0]?.payload;
    expect(payload).toMatchObject({ postingDate: '2026-11-01' });
  });

  it('law: negates every amount to the last digit, also of a credit', () => {
    const amount = fc.integer({ min: -1e9, max: 1e9 }).map((minor) => new Decimal(minor).div(100).toFixed());
    fc.assert(
      fc.property(amount, amount, (net, tax) => {
        const gross = new Decimal(net).plus(tax).toFixed();
        const { document } = reversalCase();
        const posted = { ...document.reverses.document, net, tax, gross, payable: gross };
        const of = reversalCase({ asked: { reverses: { ...document.reverses, document: posted } } });
        const totals = proposalOf(of)?.commands[0]?.payload['totals'] as Record<string, string>;
        for (const [part, was] of Object.entries({ net, tax, gross })) {
          expect(new Decimal(totals[part] ?? 'NaN').plus(was).isZero()).toBe(true);
          expect(totals[part]).not.toBe('-0');
        }
        expect(totals['payable']).toBe('0');
      }),
    );
  });

  it('names whoever asked and whoever countersigned, by every name, as what they did', () => {
    const of = reversalCase({
      asked: { countersignedBy: [{ duty: 'invoice-approval', names: ['person-chloe', 'erp:chloe'] }] },
    });
    expect(proposalOf(of)?.acts.map(({ duty, by }) => `${duty} ${by}`)).toEqual([
      'reversal-request person-amara',
      'reversal-request erp:amara',
      'invoice-approval person-chloe',
      'invoice-approval erp:chloe',
    ]);
    const opposed = opposedTo(effectReversal.authority.duty);
    for (const { duty } of proposalOf(of)?.acts ?? []) expect(opposed).toContain(duty);
  });
});

it('no policy permits the agent anything', () => {
  for (const text of Object.values(loadPolicies(effectReversal).policies).filter((one) =>
    /^\s*(@.*)?permit/ms.test(one),
  ))
    if (text.includes('EffectReversal')) expect(text).toContain('principal.rank > 0');
  expect(effectReversal.authority.agentMayCommit({ category: 'reversal' })).toBe(false);
});
