import { describe, expect, it } from 'vitest';
import type { Fault } from '../support/faults.ts';
import { orderWorld } from '../support/order-world.ts';

const FAULTS: readonly Fault[] = ['crash before', 'crash after', 'throttled', 'duplicate'];
const ARRIVALS = [
  ['in order', [1, 2, 3]],
  ['the other way round', [3, 2, 1]],
  ['with a gap that closes, and again', [1, 3, 3, 4, 2, 1]],
] as const;

describe('a fault at any boundary of Intake', () => {
  it.each(ARRIVALS)('%s: each is taken in once, in its order, and told so', async (_, numbers) => {
    const n = Math.max(...numbers);
    const straight = orderWorld();
    straight.send(...numbers);
    await straight.drain();
    expect(await straight.breaches(n)).toEqual([]);
    const names = straight.crossing.crossed;
    const wrong: string[] = [];
    for (const [index, name] of names.entries())
      for (const fault of FAULTS) {
        const world = orderWorld({ at: index + 1, fault });
        world.send(...numbers);
        await world.drain();
        const found = await world.breaches(n);
        if (found.length > 0) wrong.push(`${index + 1} ${name}, ${fault}: ${found.join('; ')}`);
      }
    expect(wrong).toEqual([]);
    expect(names.length).toBeGreaterThan(20);
  });

  it('even if what lets in dies with it: what waits is asked for once a minute; a redrive tells the rest', async () => {
    const straight = orderWorld();
    straight.send(2, 3, 1);
    await straight.drain();
    const wrong: string[] = [];
    let mended = 0;
    for (const [index, name] of straight.crossing.crossed.entries()) {
      const world = orderWorld({ at: index + 1, fault: 'crash before' });
      world.send(2, 3, 1);
      await world.drain({ lost: 1 });
      const early = await world.breaches(3);
      for (let minute = 0; minute < 2; minute += 1) await world.keep();
      const found: string[] = [];
      if (!world.dead.some((message) => 'detail' in Object(message))) {
        found.push(...(await world.breaches(3, { answered: false })));
        if (early.length > 0) mended += 1;
      }
      for (const message of world.dead) world.queue.push({ message, receives: 0 });
      await world.drain();
      found.push(...(await world.breaches(3)));
      if (found.length > 0) wrong.push(`${index + 1} ${name}: ${found.join('; ')}`);
    }
    expect(wrong).toEqual([]);
    expect(mended).toBeGreaterThan(5);
  });
});
