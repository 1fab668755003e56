import { describe, expect, it } from 'vitest';
import { notBefore } from '../../../lambdas/intake/not-before.ts';
import { FUNCTIONS } from '../../../lib/functions.ts';
import {
  batchMs,
  INTAKE_ALARM_SECONDS,
  INTAKE_AT_ONCE,
  INTAKE_BATCH,
  STARTS_PER_SECOND,
  TAKEN_IN_WITHIN_SECONDS,
} from '../../../statemachines/kernel/backpressure.ts';

/** How long the work takes until it is answered, of `ms` at the least. */
async function seconds(ms: number, work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await notBefore(ms, work).catch(() => undefined);
  return (performance.now() - began) / 1_000;
}

describe('what is not to be answered before its time', () => {
  it('fails as the work does, and not earlier', async () => {
    const work = () => Promise.reject(new Error('no'));
    await expect(notBefore(1, work)).rejects.toThrow('no');
    expect(await seconds(60, work)).toBeGreaterThan(0.05);
  });

  it('waits for work that takes longer', async () => {
    expect(await notBefore(1, () => Promise.resolve('done'))).toBe('done');
    expect(await seconds(60, async () => 'done')).toBeGreaterThan(0.05);
  });
});

describe('the executions that are started in a second', () => {
  it('are bounded by the batches at once and the time that each takes', () => {
    expect((INTAKE_AT_ONCE * INTAKE_BATCH * 1_000) / batchMs(INTAKE_BATCH)).toBe(STARTS_PER_SECOND);
    expect(STARTS_PER_SECOND).toBeLessThan(150);
  });

  it('leave a full batch time to be taken in, and tell of a wait before it is too long', () => {
    expect(batchMs(INTAKE_BATCH)).toBeLessThan((FUNCTIONS.intake.timeoutSeconds * 1_000) / 10);
    expect(INTAKE_ALARM_SECONDS).toBeLessThan(TAKEN_IN_WITHIN_SECONDS);
  });
});
