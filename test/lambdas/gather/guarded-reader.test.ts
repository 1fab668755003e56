import { describe, expect, it } from 'vitest';
import { ErpDenied, ErpRefused, ErpUnavailable, ErpUnknown } from '../../../lambdas/erp/errors.ts';
import { guardedReader } from '../../../lambdas/gather/guarded-reader.ts';
import { breaker } from '../../../lambdas/shared/breaker/breaker.ts';
import { CountersignError } from '../../../statemachines/kernel/errors.ts';
import { handClock } from '../../support/memory-ledger.ts';
import { memoryBreakers } from '../shared/breaker/memory-breakers.ts';

/** A reader whose ERP fails so, and how often that was asked. */
function readerOf(error: Error) {
  const { store } = memoryBreakers();
  let asked = 0;
  const inner = {
    async read() {
      asked += 1;
      throw error;
    },
  };
  const deps = { store, clock: handClock(), blind: () => expect.unreachable() };
  const reader = guardedReader(inner, breaker({ dependency: 'erp-read', region: 'eu-central-1' }, deps));
  return { read: () => reader.read('invoice', {}, []), asked: () => asked };
}
const transient = (cause: Error) => new CountersignError('Transient', cause.message, { cause });

describe('facts that are read while the ERP is down', () => {
  it.each([
    ['unavailable', new ErpUnavailable('503', { sent: true })],
    ['without an answer', new ErpUnknown('no answer')],
  ])('%s: after five failures it is not asked, and that is Transient', async (_, cause) => {
    const { read, asked } = readerOf(transient(cause));
    for (let call = 0; call < 5; call += 1) await expect(read()).rejects.toThrow(cause.message);
    await expect(read()).rejects.toMatchObject({ name: 'Transient', message: expect.stringContaining('is not asked') });
    expect(asked()).toBe(5);
  });

  it('at once where the ERP does not let us in', async () => {
    const { read, asked } = readerOf(transient(new ErpDenied('no such user')));
    await expect(read()).rejects.toThrow('no such user');
    await expect(read()).rejects.toThrow('its breaker is open (denied');
    expect(asked()).toBe(1);
  });

  it.each([
    ['what it refuses', transient(new ErpRefused('no such company'))],
    ['what we ask wrongly', new CountersignError('InvalidInput', 'no facts of this kind')],
    ['a secret that can’t be read', new CountersignError('Transient', 'no secret')],
  ])('never for %s', async (_, error) => {
    const { read, asked } = readerOf(error);
    for (let call = 0; call < 20; call += 1) await expect(read()).rejects.toThrow(error.message);
    expect(asked()).toBe(20);
  });
});
