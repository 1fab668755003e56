import { beforeEach, describe, expect, it } from 'vitest';
import { deviations } from '../../../lambdas/erp/deviations.ts';
import { execute } from '../../../lambdas/erp/gateway.ts';
import { type ErpOrder, isDocument, isOrder, isRecord } from '../../../lambdas/erp/port.ts';
import { reconcileBooks } from '../../../lambdas/reconcile/run.ts';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import type { Workflow } from '../../../statemachines/kernel/define-workflow.ts';
import type { Command } from '../../../statemachines/kernel/proposal.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { toyBooks } from '../../support/toy-books.ts';
import { toyWorkflow } from '../../support/toy-workflow.ts';

const command: Command = {
  ...{ kind: 'place-order', company: 'MFR', idempotencyKey: 'a-key-of-its-own' },
  payload: { currency: 'EUR', lines: [{}, {}], totals: { net: '100.00', tax: '20', gross: '120.00' } },
  compensation: { kind: 'none', reason: 'toy' },
};
const order = (more: Partial<ErpOrder> = {}): ErpOrder => ({
  ...{ id: '7', number: 'PO-2026-0113', currency: 'EUR', net: '100.00', tax: '20.00', gross: '120.00' },
  ...{ state: 'processing', lines: 2, ...more },
});

describe('an order read back deviates', () => {
  it.each<[string, Partial<ErpOrder>, RegExp]>([
    ['without a number', { number: '' }, /no number/],
    ['that is a quotation still', { state: 'quotation' }, /quotation, not confirmed/],
    ['that is cancelled', { state: 'cancelled' }, /cancelled, not confirmed/],
    ['in another currency', { currency: 'USD' }, /currency is USD, proposed EUR/],
    ['with a line too few', { lines: 1 }, /1 lines, proposed 2/],
    ['of another net', { net: '100.01' }, /net is 100.01, proposed 100$/],
    ['of another tax', { tax: '0.00' }, /tax is 0.00/],
    ['of another total', { gross: '120.01' }, /gross is 120.01/],
  ])('%s', (_, more, fault) => {
    const faults = deviations(order(more), command);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(fault);
  });

  it.each<[string, Command['payload']]>([
    ['a document', { totals: { net: '100', tax: '20', gross: '120', payable: '120' }, currency: 'EUR' }],
    ['a change of a record', { party: '12', code: 'V-100', change: { field: 'name', to: 'Acme' } }],
  ])('where %s was proposed', (_, payload) => {
    expect(deviations(order(), { ...command, payload })).toEqual([
      'the ERP answered with an order, and none was proposed',
    ]);
  });

  it.each(['confirmed', 'processing'])('nowhere, if it is what was proposed, and %s', (state) => {
    expect(deviations(order({ state }), command)).toEqual([]);
  });

  it('and is an order, and nothing else', () => {
    expect([isOrder(order()), isRecord(order()), isDocument(order())]).toEqual([true, false, false]);
  });
});

describe('an effect that placed an order', () => {
  let world: ReturnType<typeof toyBooks>;
  let ref: CaseRef;
  let answer: ErpOrder;
  beforeEach(async () => {
    world = toyBooks(undefined, ordering as Workflow);
    await world.run.receive({ number: 'A1', cents: 500 });
    ref = await world.run.toDecision(world.run.started[0]?.input as CaseRef, 0.95);
    answer = order();
    world.run.erp.post = async () => answer;
  });
  const settled = () => execute(world.run.messageOf(ref), world.run.gateway);
  const entries = () => world.run.gateway.ledger.read(ref.caseId);

  it('is confirmed with the order, which is no document', async () => {
    expect(await settled()).toMatchObject({ kind: 'settled', answer: { kind: 'success' } });
    const entry = (await entries()).at(-1);
    expect(entry?.stage).toBe('confirmed');
    expect(entry?.body).toMatchObject({ deviations: [], order: { ...answer } });
    expect(entry?.body).not.toHaveProperty('document');
    expect(entry?.body).not.toHaveProperty('paymentBlocked');
  });

  it('deviates as a document does', async () => {
    answer = order({ state: 'quotation' });
    await settled();
    expect(statusOf(await entries())).toBe('posted-deviating');
  });

  it('is not looked for in the books', async () => {
    const asked: string[] = [];
    const { documentsOf } = world.deps.books;
    world.deps.books.documentsOf = async (keys) => {
      asked.push(...keys);
      return documentsOf(keys);
    };
    await reconcileBooks(world.deps);
    await settled();
    expect(await reconcileBooks(world.deps)).toMatchObject({ found: [], failed: [] });
    expect(asked).toEqual([]);
  });
});

/** The toy, whose one command places an order. */
const ordering = {
  ...toyWorkflow,
  propose: (...of: Parameters<Workflow['propose']>) => {
    const proposed = toyWorkflow.propose(...of);
    const { payload } = command;
    return proposed && { ...proposed, commands: proposed.commands.map((each) => ({ ...each, payload })) };
  },
};
