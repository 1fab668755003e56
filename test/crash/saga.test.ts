import { describe, expect, it } from 'vitest';
import { type SagaWorld, sagaBreaches, sagaEnd, sagaWorld } from '../support/saga-world.ts';

async function live(prepare: (world: SagaWorld) => void, options: Parameters<typeof sagaWorld>[0] = {}) {
  const world = sagaWorld(options);
  prepare(world);
  await world.run();
  expect(await sagaBreaches(world)).toEqual([]);
  return sagaEnd(world);
}

const refusing =
  (...kinds: string[]) =>
  ({ ports }: SagaWorld) => {
    for (const kind of kinds) ports.erp.refuses.add(kind);
  };

describe('a case of three effects', () => {
  it('undoes the first two in reverse where the third is refused', async () => {
    expect(await live(refusing('post-c'))).toEqual({
      status: 'parked',
      effects: ['compensated', 'compensated', 'rejected'],
      posted: ['post-a', 'post-b', 'undo-b', 'undo-a'],
      running: 0,
    });
  });

  it('undoes the first where the second is refused', async () => {
    expect(await live(refusing('post-b'))).toMatchObject({
      status: 'parked',
      effects: ['compensated', 'rejected', 'not-started'],
      posted: ['post-a', 'undo-a'],
    });
  });

  it('has nothing to undo where the first is refused', async () => {
    expect(await live(refusing('post-a'))).toMatchObject({
      status: 'parked',
      effects: ['rejected', 'not-started', 'not-started'],
      posted: [],
    });
  });

  it('stops at the first that can’t be undone, and leaves everything as it is', async () => {
    expect(await live(refusing('post-c', 'undo-b'))).toMatchObject({
      status: 'parked',
      effects: ['confirmed', 'compensation-failed', 'rejected'],
      posted: ['post-a', 'post-b'],
    });
    expect(await live(refusing('post-c', 'undo-a'))).toMatchObject({
      effects: ['compensation-failed', 'compensated', 'rejected'],
      posted: ['post-a', 'post-b', 'undo-b'],
    });
  });

  it('undoes nothing while nobody knows whether the third is in the ERP', async () => {
    const losing = ({ ports: { erp } }: SagaWorld) => Object.assign(erp, { loses: 'request', losesOf: 'post-c' });
    expect(await live(losing, { enforcesKey: false })).toMatchObject({
      status: 'parked',
      effects: ['confirmed', 'compensation-failed', 'unknown'],
      posted: ['post-a', 'post-b'],
    });
  });

  it('is posted once all three are confirmed', async () => {
    expect(await live(() => {})).toEqual({
      status: 'posted',
      effects: ['confirmed', 'confirmed', 'confirmed'],
      posted: ['post-a', 'post-b', 'post-c'],
      running: 0,
    });
  });
});

const CRASHES = ['crash before', 'crash after', 'throttled', 'duplicate'] as const;
const UNDONE = {
  status: 'parked',
  effects: ['compensated', 'compensated', 'rejected'],
  posted: ['post-a', 'post-b', 'undo-b', 'undo-a'],
  running: 0,
};

describe('a fault at any boundary of a case whose third effect is refused', () => {
  it.each(CRASHES)('%s: it ends undone, once each, and in reverse', async (fault) => {
    const wrong: string[] = [];
    const straight = sagaWorld();
    refusing('post-c')(straight);
    await straight.run();
    for (let at = 1; at <= straight.crossing.crossed.length; at += 1) {
      const world = sagaWorld({ plan: { at, fault } });
      refusing('post-c')(world);
      await world.run();
      const found = [...(await sagaBreaches(world)), ...unlike(await sagaEnd(world))];
      if (found.length > 0) wrong.push(`${at} ${straight.crossing.crossed[at - 1]}: ${found.join('; ')}`);
    }
    expect(wrong).toEqual([]);
  });

  it('time over: what stands is undone, or left to a person as it is', async () => {
    const wrong: string[] = [];
    const straight = sagaWorld();
    refusing('post-c')(straight);
    await straight.run();
    const ends = new Set<string>();
    for (let at = 1; at <= straight.crossing.crossed.length; at += 1) {
      const world = sagaWorld({ plan: { at, fault: 'time over' } });
      refusing('post-c')(world);
      await world.run();
      const found = await sagaBreaches(world);
      const { status, effects, posted, running } = await sagaEnd(world);
      ends.add(
        `${effects.map((state) => state.replace('compensation-failed', 'confirmed')).join(' ')}: ${posted.join(' ')}`,
      );
      if (status !== 'parked' || running > 0) found.push(`${status}, ${running} running`);
      if (found.length > 0) wrong.push(`${at} ${straight.crossing.crossed[at - 1]}: ${found.join('; ')}`);
    }
    expect(wrong).toEqual([]);
    expect(ends).toEqual(
      new Set([
        'rejected rejected rejected: ',
        'compensated rejected rejected: post-a undo-a',
        'compensated compensated rejected: post-a post-b undo-b undo-a',
        'confirmed rejected rejected: post-a',
        'confirmed confirmed rejected: post-a post-b',
        'confirmed compensated rejected: post-a post-b undo-b',
      ]),
    );
  });
});

const unlike = (end: Awaited<ReturnType<typeof sagaEnd>>) =>
  JSON.stringify(end) === JSON.stringify(UNDONE) ? [] : [JSON.stringify(end)];
