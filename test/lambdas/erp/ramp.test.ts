import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Later } from '../../../lambdas/erp/outcome.ts';
import { afterDelivery, OUTAGE_WAITS, type Ramp, type Ramps, ramped, STEPS_MS } from '../../../lambdas/erp/ramp.ts';
import { handClock } from '../../support/memory-ledger.ts';

type Delivered = { kind: 'done' } | Later;
const DONE: Delivered = { kind: 'done' };
const DOWN: Delivered = { kind: 'later', afterMs: 0, why: 'down', outage: true };
const BUSY: Delivered = { kind: 'later', afterMs: 0, why: 'another worker has it' };
const command = { kind: 'command', message: {} } as never;

function group(broken: Partial<Ramps> = {}) {
  const clock = handClock();
  let kept: Ramp | undefined;
  let worked = 0;
  const blinded: unknown[] = [];
  const ramps: Ramps = {
    read: async () => kept,
    async write(_, ramp) {
      kept = ramp;
    },
    ...broken,
  };
  const deliver = (answer: Delivered) =>
    ramped(
      { group: 'ACME', read: command },
      async () => {
        worked += 1;
        return answer;
      },
      { ramps, clock, blind: (error) => blinded.push(error) },
    );
  return { clock, deliver, worked: () => worked, kept: () => kept, blinded };
}

describe('after an outage', () => {
  it('commands go through at 8, 4, 2, 1 seconds, and then as ever', async () => {
    const of = group();
    for (let wait = 0; wait < OUTAGE_WAITS; wait += 1) await of.deliver(DOWN);
    for (const pause of STEPS_MS) {
      expect(await of.deliver(DONE)).toEqual(DONE);
      expect(await of.deliver(DONE)).toMatchObject({ kind: 'later', afterMs: pause });
      of.clock.advance(pause);
    }
    for (let more = 0; more < 5; more += 1) expect(await of.deliver(DONE)).toEqual(DONE);
    expect([of.worked(), of.kept()]).toEqual([OUTAGE_WAITS + STEPS_MS.length + 5, undefined]);
  });

  it('that comes again it begins anew', async () => {
    const of = group();
    for (let wait = 0; wait < OUTAGE_WAITS; wait += 1) await of.deliver(DOWN);
    await of.deliver(DONE);
    of.clock.advance(STEPS_MS[0]);
    await of.deliver(DOWN);
    await of.deliver(DONE);
    expect(await of.deliver(DONE)).toMatchObject({ kind: 'later', afterMs: STEPS_MS[0] });
  });
});

describe('nothing is kept back', () => {
  it('by a few waits, or by waits for another worker', async () => {
    const of = group();
    for (let wait = 1; wait < OUTAGE_WAITS; wait += 1) await of.deliver(DOWN);
    for (let wait = 0; wait < 10; wait += 1) await of.deliver(BUSY);
    await of.deliver(DONE);
    expect(await of.deliver(DONE)).toEqual(DONE);
  });

  const away = async () => {
    throw new Error('the table is away');
  };
  it.each([
    ['read', { read: away }],
    ['written', { write: away }],
  ])('by a ramp that can’t be %s, which is told', async (_, broken) => {
    const of = group(broken);
    for (const answer of [DOWN, DOWN, DOWN, DOWN, DONE, DONE]) expect(await of.deliver(answer)).toEqual(answer);
    expect(of.blinded.length).toBeGreaterThan(0);
  });

  it('for longer than fifteen seconds in all, whatever went before', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (waits) => {
        let ramp: Ramp | undefined;
        for (const wait of waits) ramp = afterDelivery(ramp, wait, 0);
        let kept = 0;
        for (let done = 0; done < 10; done += 1) {
          ramp = afterDelivery(ramp, false, 0);
          kept += ramp?.notBefore ?? 0;
        }
        expect(ramp).toBeUndefined();
        expect(kept).toBeLessThanOrEqual(15_000);
      }),
    );
  });
});
