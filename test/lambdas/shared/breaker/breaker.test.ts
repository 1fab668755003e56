import { beforeEach, describe, expect, it } from 'vitest';
import { type BreakerStore, breaker } from '../../../../lambdas/shared/breaker/breaker.ts';
import { CIRCUIT_LIMITS as limits, type Outcome } from '../../../../lambdas/shared/breaker/circuit.ts';
import type { BreakerOverride } from '../../../../statemachines/kernel/authority/breaker-override.ts';
import { handClock } from '../../../support/memory-ledger.ts';
import { memoryBreakers } from './memory-breakers.ts';

const of = { dependency: 'erp-read', region: 'eu-central-1' };
const NAME = 'erp-read#eu-central-1';
let clock: ReturnType<typeof handClock>;
let shared: ReturnType<typeof memoryBreakers>;
let blinded: unknown[];
beforeEach(() => {
  clock = handClock();
  shared = memoryBreakers();
  blinded = [];
});

const worker = (store: BreakerStore = shared.store, patienceMs = 1_500) =>
  breaker(of, { store, clock, patienceMs, blind: (_, error) => blinded.push(error) });
const failing = (by = worker(), outcome: Outcome = 'failed') =>
  by.run(
    async () => {
      throw new Error('down');
    },
    () => outcome,
  );
const fine = (by = worker()) =>
  by.run(
    async () => 'fine',
    () => 'failed',
  );
async function open() {
  for (let call = 0; call < limits.least; call += 1) await expect(failing()).rejects.toThrow('down');
}
const said = (override: Partial<BreakerOverride>) =>
  shared.overrides.set(NAME, { kind: 'breaker', mode: 'open', version: 1, by: ['gia'], reason: 'odd', ...override });

describe('nothing is asked', () => {
  it('once enough calls have failed, by whichever worker, until its time is over', async () => {
    await open();
    await expect(fine()).rejects.toThrow(/^erp-read in eu-central-1 is not asked: its breaker is open \(rate since /);
    clock.advance(limits.openMs - 1);
    await expect(fine()).rejects.toThrow('not asked');
    clock.advance(1);
    expect(await fine()).toBe('fine');
    expect(shared.changes.map(({ state }) => state)).toEqual(['open', 'half-open', 'closed']);
  });

  it('at once when we are denied', async () => {
    await expect(failing(worker(), 'denied')).rejects.toThrow('down');
    await expect(fine()).rejects.toThrow('denied since');
  });

  it('by the others while one probes; a dead probe blocks nobody for ever', async () => {
    await open();
    clock.advance(limits.openMs);
    const { promise, resolve } = Promise.withResolvers<string>();
    const probe = worker().run(
      () => promise,
      () => 'failed',
    );
    await new Promise(setImmediate);
    await expect(fine()).rejects.toThrow('one call probes it');
    clock.advance(limits.probeMs);
    expect(await fine()).toBe('fine');
    resolve('late');
    expect(await probe).toBe('late');
    expect(shared.circuits.get(NAME)?.circuit.state).toBe('closed');
  });

  it('twice as long after a probe that failed; one that asked nobody is free for the next', async () => {
    await open();
    clock.advance(limits.openMs);
    await expect(failing(worker(), 'none')).rejects.toThrow('down');
    await expect(failing()).rejects.toThrow('down');
    clock.advance(2 * limits.openMs - 1);
    await expect(fine()).rejects.toThrow('probe-failed since');
  });

  it('while somebody says so, with who', async () => {
    said({ mode: 'open' });
    await expect(fine()).rejects.toThrow('gia opened its breaker');
    said({ mode: 'open', until: new Date(clock.now().getTime() + 60_000).toISOString() });
    await expect(fine()).rejects.toThrow('gia opened its breaker');
    clock.advance(60_000);
    expect(await fine()).toBe('fine');
  });
});

describe('everything is asked', () => {
  it('by what is our own fault, however often', async () => {
    for (let call = 0; call < 50; call += 1) await expect(failing(worker(), 'answered')).rejects.toThrow('down');
    expect(await fine()).toBe('fine');
  });

  it('while few calls fail, or few of many', async () => {
    for (let call = 1; call < limits.least; call += 1) await expect(failing()).rejects.toThrow('down');
    for (let call = 0; call < 10; call += 1) await fine();
    await expect(failing()).rejects.toThrow('down');
    expect(await fine()).toBe('fine');
  });

  it('while somebody keeps it closed, until the end of that', async () => {
    await open();
    said({ mode: 'closed', until: new Date(clock.now().getTime() + 10_000).toISOString() });
    expect(await fine()).toBe('fine');
    clock.advance(10_000);
    await expect(fine()).rejects.toThrow('not asked');
  });

  const no = async () => {
    throw new Error('the table is away');
  };
  const never = () => new Promise<never>(() => {});
  it.each([
    ['can’t be read', { read: no }],
    ['can’t count', { count: no }],
    ['can’t be written', { replace: no }],
    ['does not answer a read', { read: never }],
    ['does not answer a count', { count: never }],
    ['can’t do anything', { read: no, count: no, replace: no }],
  ])('where the table %s, and that is told', async (_, broken) => {
    const by = worker({ ...shared.store, ...broken }, 5);
    for (let call = 0; call < 2 * limits.least; call += 1) await expect(failing(by)).rejects.toThrow('down');
    expect(await fine(by)).toBe('fine');
    expect(blinded.length).toBeGreaterThan(0);
    expect(shared.changes).toEqual([]);
  });

  it('where the probe can’t be taken for a fault of the table', async () => {
    await open();
    clock.advance(limits.openMs);
    expect(await fine(worker({ ...shared.store, replace: no }))).toBe('fine');
  });
});
