import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newest } from '../../lambdas/shared/case-log.ts';
import type { LocalStack } from '../../local/bring-up.ts';
import { runSamples, type SampleResult } from '../../local/samples/run.ts';
import { sampleTable } from '../../local/samples/table.ts';
import { Decimal } from '../../statemachines/kernel/decimal.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import { ordering } from '../erp/ordering.ts';
import { testStack } from './stack.ts';
import { submitting } from './submitting.ts';

const FOLDER = 'requisitions';
let stack: LocalStack;
let using: ReturnType<typeof submitting>;
let results: SampleResult[];
beforeAll(async () => {
  stack = await testStack();
  using = submitting(stack, FOLDER);
  results = await runSamples(stack.plane, using.samples);
  process.stdout.write(`${sampleTable(results)}\n`);
});
afterAll(() => stack?.stop());

const budgetOf = async (costCentre: string) => {
  const { budgets } = await ordering(stack.erp).factsOf(costCentre);
  return budgets[0];
};
const caseOf = (slug: string) => results.find(({ sample }) => sample.slug === slug)?.caseId ?? '';

describe('the samples on LocalStack and Tryton', () => {
  it('end where their files say they must', () => {
    expect(results.flatMap(({ sample, faults }) => faults.map((fault) => `${sample.slug}: ${fault}`))).toEqual([]);
  });

  it('place what they say, and the budget shows it by their cases', async () => {
    const placed = results.flatMap(({ confirmed }) => confirmed ?? []);
    expect(placed.length).toBeGreaterThanOrEqual(2);
    for (const { body } of placed) expect(body).toMatchObject({ deviations: [], order: { state: 'confirmed' } });
    const office = await budgetOf('CC-OFFICE');
    const taken = office?.byCase.find(({ caseId }) => caseId === caseOf('40-agreed-price'));
    expect(new Decimal(taken?.amount ?? 0).toFixed(2)).toBe('185.00');
  });
});

describe('software', () => {
  it('is ordered once IT security has consented, and then a buyer countersigned', async () => {
    const caseId = caseOf('47-software');
    await expect(using.approve('maya', caseId)).rejects.toThrow(/turn/);
    await expect(using.approve('elena', caseId)).rejects.toThrow(/may not|turn|requisition/);
    await using.approve('uma', caseId);
    await using.approve('maya', caseId);
    expect(await using.standsAt(caseId, 'posted')).toBe('posted');
    const entries = await stack.plane.readCase(caseId);
    expect(entries.filter(({ stage }) => stage === 'approved').map(({ body }) => body['action'])).toEqual([
      'consent',
      'commit',
    ]);
    expect(chainFaults(entries)).toEqual([]);
  });
});

describe('the last money of a budget', () => {
  const event = (amount: string, requester: string) => ({
    ...{ requester, costCentre: 'CC-EVENTS' },
    lines: [
      {
        ...{ id: '1', category: 'events', description: 'Catering', product: 'S-CONSULT', quantity: '1' },
        ...{ unitPrice: amount, taxCode: 'FR-S20-S', wantedBy: '2026-12-15' },
      },
    ],
  });

  it('goes to one of two that want it, whoever has approved both', async () => {
    const both = [
      await using.submit('43-over-budget', event('400.00', 'person-amara')),
      await using.submit('43-over-budget', event('500.00', 'person-bruno')),
    ];
    for (const caseId of both) expect(await using.standsAt(caseId, 'waiting-review')).toBe('waiting-review');
    await Promise.all(both.map((caseId) => using.approve('nadia', caseId)));
    const ends = await Promise.all(both.map((caseId) => using.standsAt(caseId, 'posted', 'parked')));
    expect(ends.toSorted()).toEqual(['parked', 'posted']);
    const [lost = ''] = both.filter((_, index) => ends[index] === 'parked');
    expect(newest(await stack.plane.readCase(lost), 'decided')?.body).toMatchObject({ reason: 'BUDGET-EXCEEDED' });
    const { budgeted, actual, committed } = (await budgetOf('CC-EVENTS')) ?? {};
    const left = new Decimal(budgeted ?? 0).minus(actual ?? 0).minus(committed ?? 0);
    expect(left.isNegative()).toBe(false);
    expect(left.lessThanOrEqualTo(200)).toBe(true);
  });
});
