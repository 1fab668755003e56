import { beforeEach, describe, expect, it } from 'vitest';
import { deviations } from '../../../lambdas/erp/deviations.ts';
import { execute } from '../../../lambdas/erp/gateway.ts';
import type { ErpEffect, MasterRecord } from '../../../lambdas/erp/port.ts';
import { reconcileBooks } from '../../../lambdas/reconcile/run.ts';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import type { Workflow } from '../../../statemachines/kernel/define-workflow.ts';
import type { Command } from '../../../statemachines/kernel/proposal.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { toyBooks } from '../../support/toy-books.ts';
import { toyWorkflow } from '../../support/toy-workflow.ts';

const IBAN = 'FR7630006000011234567890189';
const commandOf = (change: object, party = '12'): Command => ({
  ...{ kind: 'change-toy', company: 'master', idempotencyKey: 'a-key-of-its-own' },
  payload: { party, code: 'V-100', change } as Command['payload'],
  compensation: { kind: 'none', reason: 'toy' },
});
const record = (fields: MasterRecord['fields'], more: Partial<MasterRecord> = {}): MasterRecord => ({
  ...{ id: '12', number: 'V-100', version: 'v2', fields, ...more },
});

describe('a record read back deviates', () => {
  it.each<[string, ErpEffect, Command]>([
    ['of another party', record({ name: 'Acme' }, { id: '13' }), commandOf({ field: 'name', to: 'Acme' })],
    [
      'that is called otherwise',
      record({ name: 'Acme' }, { number: 'V-200' }),
      commandOf({ field: 'name', to: 'Acme' }),
    ],
    ['without a version', record({ name: 'Acme' }, { version: '' }), commandOf({ field: 'name', to: 'Acme' })],
    ['with another value', record({ name: 'Acne' }), commandOf({ field: 'name', to: 'Acme' })],
    ['with text for a flag', record({ hold: 'true' }), commandOf({ field: 'hold', to: true })],
    ['without the field', record({}), commandOf({ field: 'name', to: 'Acme' })],
    ['without the accounts', record({}), commandOf({ field: 'bank-account', remove: IBAN })],
    ['without what was added', record({ accounts: [] }), commandOf({ field: 'bank-account', add: IBAN })],
    ['with what was removed', record({ accounts: [IBAN] }), commandOf({ field: 'bank-account', remove: IBAN })],
    ['where a document was proposed', record({}), { ...commandOf({}), payload: { totals: {} } }],
  ])('%s, and no value of it is said', (_, effect, command) => {
    const faults = deviations(effect, command);
    expect(faults).toHaveLength(1);
    expect(faults.join()).not.toMatch(/Ac[mn]e|FR76/);
  });

  it.each([
    [record({ name: 'Acme' }), commandOf({ field: 'name', to: 'Acme' })],
    [record({ taxId: 'FR40303265045' }), commandOf({ field: 'tax-id', to: 'FR40303265045' })],
    [record({ hold: false }), commandOf({ field: 'hold', to: false })],
    [record({ accounts: [IBAN, 'other'] }), commandOf({ field: 'bank-account', add: IBAN, remove: 'gone' })],
  ])('nowhere, if it is what was proposed', (effect, command) => {
    expect(deviations(effect, command)).toEqual([]);
  });
});

describe('an effect that changed a record', () => {
  let world: ReturnType<typeof toyBooks>;
  let ref: CaseRef;
  let answer: MasterRecord;
  let loseAnswer: boolean;
  beforeEach(async () => {
    world = toyBooks(undefined, changing as Workflow);
    await world.run.receive({ number: 'A1', cents: 500 });
    ref = await world.run.toDecision(world.run.started[0]?.input as CaseRef, 0.95);
    answer = record({ name: 'Acme' });
    loseAnswer = false;
    const changed = new Set<string>();
    world.run.erp.post = async ({ idempotencyKey }) => {
      world.run.erp.calls += 1;
      changed.add(idempotencyKey);
      if (loseAnswer) throw new Error('the connection broke');
      return answer;
    };
    world.run.erp.probe = async ({ idempotencyKey }) => (changed.has(idempotencyKey) ? answer : undefined);
  });
  const settled = () => execute(world.run.messageOf(ref), world.run.gateway);
  const confirmed = async () => (await world.run.gateway.ledger.read(ref.caseId)).at(-1);

  it('is confirmed with the record, and without what stands in it', async () => {
    await settled();
    const entry = await confirmed();
    expect(entry?.stage).toBe('confirmed');
    expect(entry?.body).toMatchObject({
      deviations: [],
      record: { id: '12', number: 'V-100', version: 'v2', field: 'name' },
    });
    expect(entry?.body).not.toHaveProperty('document');
    expect(entry?.body).not.toHaveProperty('paymentBlocked');
    expect(JSON.stringify(entry)).not.toContain('Acme');
  });

  it('is confirmed by the probe after a lost answer, and changed once', async () => {
    loseAnswer = true;
    await expect(settled()).rejects.toThrow('the connection broke');
    world.run.clock.advance(60_000);
    expect(await settled()).toMatchObject({ kind: 'settled', answer: { kind: 'success' } });
    expect(world.run.erp.calls).toBe(1);
    expect((await confirmed())?.body).toMatchObject({ record: { id: '12' } });
  });

  it('deviates as a document does', async () => {
    answer = record({ name: 'Acne' });
    await settled();
    expect(statusOf(await world.run.gateway.ledger.read(ref.caseId))).toBe('posted-deviating');
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

/** The toy, whose one command changes a record. */
const changing = {
  ...toyWorkflow,
  propose: (...of: Parameters<Workflow['propose']>) => {
    const proposed = toyWorkflow.propose(...of);
    const payload = { party: '12', code: 'V-100', change: { field: 'name', to: 'Acme' } };
    return proposed && { ...proposed, commands: proposed.commands.map((command) => ({ ...command, payload })) };
  },
};
