import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConditionLost } from '../../../lambdas/shared/ports.ts';
import { requireGenuine } from '../../../lambdas/shared/relied-on.ts';
import { isErrorNamed } from '../../../statemachines/kernel/errors.ts';
import type { LedgerDraft } from '../../../statemachines/kernel/ledger-entry.ts';
import { chainFaults } from '../../../statemachines/kernel/verify-chain.ts';
import { handClock, memoryLedger, memoryMac, memoryStore } from '../../support/memory-ledger.ts';

const CASE = `invoice-processing-${'a'.repeat(32)}`;
const draft = (entryKey: string, body: LedgerDraft['body'] = {}): LedgerDraft => ({
  entryKey,
  stage: 'gathered',
  actor: { kind: 'system', id: 'test' },
  workflow: { slug: 'invoice-processing', version: '1' },
  body,
  evidence: [],
});
const open = () => {
  const memory = memoryStore();
  return { ...memory, ...memoryLedger(memory.store, 'gather', handClock()) };
};

describe('appending to the ledger', () => {
  it('refuses to append to a chain that was tampered with', async () => {
    const { ledger, cases } = open();
    const first = await ledger.append(CASE, draft('1', { amount: '10.00' }));
    cases.set(CASE, [{ ...first, body: { amount: '99.00' } }]);
    await expect(ledger.append(CASE, draft('2'))).rejects.toSatisfy((error) => isErrorNamed(error, 'LedgerBroken'));
  });

  it('writes nothing when the guard refuses or a condition of the transaction is lost', async () => {
    const { ledger, cases } = open();
    const guard = () => {
      throw new Error('not now');
    };
    await expect(ledger.append(CASE, draft('1'), { guard })).rejects.toThrow('not now');
    const together = [{ kind: 'unchanged', key: 'stop#all', version: 1 } as const];
    await expect(ledger.append(CASE, draft('1'), { together })).rejects.toBeInstanceOf(ConditionLost);
    expect(cases.get(CASE)).toBeUndefined();
  });

  it('returns what was recorded under the same key, and writes nothing', async () => {
    const { ledger, cases } = open();
    const first = await ledger.append(CASE, draft('1', { n: 1 }));
    expect(await ledger.append(CASE, draft('1', { n: 2 }))).toEqual(first);
    expect(cases.get(CASE)).toHaveLength(1);
  });

  it('gives up with a Transient error instead of looping for ever', async () => {
    const { store } = memoryStore();
    const { ledger } = memoryLedger({ ...store, putIfFree: async () => false }, 'gather', handClock());
    await expect(ledger.append(CASE, draft('1'))).rejects.toSatisfy((error) => isErrorNamed(error, 'Transient'));
  });

  it('keeps the chain gap-free and every body once under concurrency', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 12 }),
        async (keys) => {
          const { ledger } = open();
          await Promise.all([...keys, ...keys].map((key) => ledger.append(CASE, draft(key, { key }))));
          const entries = await ledger.read(CASE);
          expect(chainFaults(entries)).toEqual([]);
          expect(entries.map(({ body }) => body['key']).sort()).toEqual([...keys].sort());
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('relying on an entry', () => {
  it('refuses a MAC that another writer made', async () => {
    const { store } = memoryStore();
    const { ledger } = memoryLedger(store, 'assess', handClock());
    const entry = await ledger.append(CASE, { ...draft('1'), stage: 'assessed' });
    const mac = memoryMac('decide');
    await expect(requireGenuine(mac, [entry], [entry])).resolves.toBeUndefined();
    const forged = { ...entry, mac: await memoryMac('gather').sign(entry.hash) };
    await expect(requireGenuine(mac, [forged], [forged])).rejects.toSatisfy((error) =>
      isErrorNamed(error, 'LedgerBroken'),
    );
  });

  it('refuses a stage that its writer may not write: a forged decision by the one that reads model output', async () => {
    const { store } = memoryStore();
    const { ledger } = memoryLedger(store, 'assess', handClock());
    const entry = await ledger.append(CASE, { ...draft('1'), stage: 'decided' });
    await expect(requireGenuine(memoryMac('gateway'), [entry], [entry])).rejects.toThrow(
      /assess may not write decided/,
    );
  });
});
