import { describe, expect, it } from 'vitest';
import { keepOrder } from '../../../lambdas/order/keep.ts';
import { orderWorld } from '../../support/order-world.ts';

const HOUR_MS = 3_600_000;

describe('what waits for an event that does not come', () => {
  it('is nobody’s before its time is over, and nothing is written', async () => {
    const world = orderWorld();
    world.send(2, 4);
    await world.drain();
    expect(await world.keep()).toEqual({ held: 2, expired: 0, failed: [] });
    expect((await world.entries()).map(({ stage }) => stage)).toEqual(['held', 'held']);
  });

  it('has an owner after that, once on record; it stays held, and the missing one releases it all the same', async () => {
    const world = orderWorld();
    world.send(1, 4, 3);
    await world.drain();
    world.clock.advance(HOUR_MS);
    expect(await world.keep(HOUR_MS)).toMatchObject({ held: 2, expired: 1 });
    expect(await world.keep(HOUR_MS)).toMatchObject({ held: 2, expired: 1 });
    const expired = (await world.entries()).filter(({ stage }) => stage === 'gap-expired');
    expect(expired.map(({ body, writer }) => [body, writer])).toEqual([
      [{ owner: 'operations', missing: { from: 2, to: 2 }, waits: 3 }, 'order'],
    ]);
    world.send(2);
    await world.drain();
    expect(await world.breaches(4)).toEqual([]);
    expect(await world.keep(HOUR_MS)).toEqual({ held: 0, expired: 0, failed: [] });
  });

  it('is looked at one by one: one that can’t be read hides no other', async () => {
    const world = orderWorld();
    world.send(2);
    await world.drain();
    const [entry] = await world.entries();
    const line = { place: '', sender: '', subject: '', workflow: '', waitingSince: '', waiting: 1, first: 2 };
    const { ledger } = world.ports.as('order');
    const kept = await keepOrder({
      ...{ clock: world.clock, positions: world.tables.positions, patienceMs: 0, ask: async () => {} },
      ledger: {
        ...ledger,
        read: async (id) => (id === 'broken' ? Promise.reject(new Error('no')) : ledger.read(id)),
      },
      waiting: async () => ['broken', entry?.caseId ?? ''].map((caseId) => ({ ...line, caseId, expired: false })),
    });
    expect(kept).toEqual({ held: 1, expired: 1, failed: ['broken: no'] });
  });
});
