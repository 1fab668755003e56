import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newest } from '../../lambdas/shared/case-log.ts';
import type { LocalStack } from '../../local/bring-up.ts';
import { runSamples, type SampleResult } from '../../local/samples/run.ts';
import { sampleTable } from '../../local/samples/table.ts';
import { Decimal } from '../../statemachines/kernel/decimal.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import { clientsOf } from '../erp/clean-invoice.ts';
import { creditFactsOf } from '../erp/credit-documents.ts';
import { testStack } from './stack.ts';
import { submitting } from './submitting.ts';

let stack: LocalStack;
let using: ReturnType<typeof submitting>;
let results: SampleResult[];
beforeAll(async () => {
  stack = await testStack();
  using = submitting(stack, 'credits');
  results = await runSamples(stack.plane, using.samples);
  process.stdout.write(`${sampleTable(results)}\n`);
});
afterAll(() => stack?.stop());

const caseOf = (slug: string) => results.find(({ sample }) => sample.slug === slug)?.caseId ?? '';
const factsOf = (customer: string, ...invoices: string[]) =>
  creditFactsOf(clientsOf(stack.erp).reader, { customer, invoices });
const confirmedOf = async (caseId: string) => newest(await stack.plane.readCase(caseId), 'confirmed')?.body;

describe('the samples on LocalStack and Tryton', () => {
  it('end where their files say they must', () => {
    expect(results.flatMap(({ sample, faults }) => faults.map((fault) => `${sample.slug}: ${fault}`))).toEqual([]);
  });

  it('credit what they say, balanced, and the books show it by their cases', async () => {
    const posted = results.flatMap(({ confirmed }) => confirmed ?? []);
    expect(posted.length).toBeGreaterThanOrEqual(2);
    for (const { body } of posted) expect(body).toMatchObject({ deviations: [], document: { balanced: true } });
    const { credits } = await factsOf('C-2001', 'INV-MFR-2026-00002');
    const ours = credits.filter(({ caseId }) => caseId === caseOf('60-service-level'));
    expect(ours.map(({ net, gross }) => [new Decimal(net).toFixed(2), new Decimal(gross).toFixed(2)])).toEqual([
      ['120.00', '144.00'],
    ]);
  });
});

it('a price reduction is approved by somebody else than asked for it, once, and moves the receivable by its gross', async () => {
  const before = (await factsOf('C-2001', 'INV-MFR-2026-00012')).customer?.receivable ?? '0';
  const incident = {
    id: 'INC-E2E-1',
    service: 'managed-hosting',
    from: '2026-11-18T08:00:00Z',
    until: '2026-11-18T08:05:00Z',
  };
  const claimed = { amount: '20.00', currency: 'EUR' };
  const caseId = await using.submit('66-price-error', { incident, claimed, agent: 'support:priya' });
  expect(await using.standsAt(caseId, 'waiting-review')).toBe('waiting-review');
  await expect(using.approve('priya', caseId)).rejects.toThrow(/may not|credit-request/);
  await using.approve('quentin', caseId);
  expect(await using.standsAt(caseId, 'posted')).toBe('posted');
  expect(await confirmedOf(caseId)).toMatchObject({ deviations: [], document: { net: '-20.00', tax: '-4.00' } });
  const after = (await factsOf('C-2001', 'INV-MFR-2026-00012')).customer?.receivable ?? '0';
  expect(new Decimal(before).minus(after).toFixed(2)).toBe('24.00');
  expect(chainFaults(await stack.plane.readCase(caseId))).toEqual([]);
});

it('goodwill is an entry without tax, once a person has approved it', async () => {
  const caseId = caseOf('67-goodwill');
  await using.approve('rosa', caseId);
  expect(await using.standsAt(caseId, 'posted')).toBe('posted');
  const document = { net: '-100.00', gross: '-100.00', tax: expect.stringMatching(/^-?0(\.0+)?$/), balanced: true };
  expect(await confirmedOf(caseId)).toMatchObject({ deviations: [], document });
});
