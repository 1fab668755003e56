import { beforeEach, describe, expect, it } from 'vitest';
import { look, MOST_READS } from '../../../cli/dead-letters/look.ts';
import { type Redriven, redrive, SWALLOWED_MS } from '../../../cli/dead-letters/redrive.ts';
import { handClock } from '../../support/memory-ledger.ts';
import { toyQueues } from '../../support/toy-queue.ts';

let clock: ReturnType<typeof handClock>;
let toy: ReturnType<typeof toyQueues>;
let told: Redriven[];
beforeEach(() => {
  clock = handClock();
  toy = toyQueues(clock.now);
  told = [];
});
const fill = (count: number, group?: string) => {
  for (let n = 1; n <= count; n += 1)
    toy.put('dead', { id: `m${n}`, body: `b${n}`, ...(group !== undefined && { group }) });
  clock.advance(SWALLOWED_MS + 1);
};
const back = (ids: readonly string[] | 'all', port = toy.port) =>
  redrive(port, {
    ...{ from: 'dead', to: 'source', now: clock.now, tell: (redriven) => void told.push(redriven) },
    ids: ids === 'all' ? 'all' : new Set(ids),
  });

describe('a look', () => {
  it('takes nothing: all is there for others, also after one that failed', async () => {
    fill(25);
    expect(await look(toy.port, 'dead', 100)).toHaveLength(25);
    expect([toy.bodies('dead').length, toy.hidden.size]).toEqual([25, 0]);
    let reads = 0;
    const failing = async (queue: string) => {
      reads += 1;
      if (reads > 1) throw new Error('throttled');
      return toy.port.receive(queue);
    };
    await expect(look({ ...toy.port, receive: failing }, 'dead', 100)).rejects.toThrow('throttled');
    expect([toy.bodies('dead').length, toy.hidden.size]).toEqual([25, 0]);
  });

  it('ends, however many there are, and though the queue shows the same again and again', async () => {
    fill(1_000);
    expect(await look(toy.port, 'dead', 10_000)).toHaveLength(MOST_READS * 10);
    expect(await look(toy.port, 'dead', 7)).toHaveLength(7);
    const forgetful = { ...toy.port, receive: async () => [...(await toy.port.receive('dead'))].slice(0, 1) };
    toy.log.length = 0;
    expect((await look(forgetful, 'dead', 100)).length).toBeLessThanOrEqual(MOST_READS);
    expect(toy.log.length).toBeLessThanOrEqual(MOST_READS);
  });

  it('shows what lies there, and why, oldest first', async () => {
    toy.put('dead', { id: 'new', body: 'x', since: '2026-11-24T10:00:00.000Z' });
    toy.put('dead', { id: 'old', body: 'y', since: '2026-11-24T08:00:00.000Z', why: 'its worker died 8 times' });
    expect((await look(toy.port, 'dead', 10)).map(({ id, why }) => `${id}: ${why}`)).toEqual([
      'old: its worker died 8 times',
      'new: it is no JSON',
    ]);
  });
});

describe('nothing is redriven', () => {
  it('that was not named, and what is not found is said', async () => {
    fill(3);
    expect([...(await back(['m2', 'gone']))]).toEqual([['gone', 'it was not found']]);
    expect([toy.bodies('source'), toy.bodies('dead'), toy.hidden.size]).toEqual([['b2'], ['b1', 'b3'], 0]);
  });

  it('while SQS would swallow it, were it put aside once more', async () => {
    toy.put('dead', { id: 'm1', body: 'b1', group: 'ACME' });
    clock.advance(SWALLOWED_MS - 1);
    expect([...(await back('all'))]).toEqual([['m1', expect.stringContaining('2026-11-24T09:05:00.000Z')]]);
    expect([toy.bodies('source'), toy.bodies('dead'), toy.hidden.size]).toEqual([[], ['b1'], 0]);
  });

  it('twice by one command, though it is put aside again at once', async () => {
    fill(3);
    const send: typeof toy.port.send = async (queue, letter) => {
      clock.advance(1);
      toy.put('dead', { id: `${letter.id}-again`, body: letter.body });
      return toy.port.send(queue, letter);
    };
    await back('all', { ...toy.port, send });
    expect(told.map(({ id }) => id)).toEqual(['m1', 'm2', 'm3']);
    expect(toy.bodies('dead')).toEqual(['b1', 'b2', 'b3']);
  });
});

describe('a message that is redriven', () => {
  it('is in one of the two queues at every moment: sent, then removed', async () => {
    fill(12);
    expect((await back('all')).size).toBe(0);
    expect(toy.bodies('dead')).toEqual([]);
    const moves = toy.log.filter((line) => line !== 'receive');
    expect(moves).toEqual(Array.from({ length: 12 }, (_, n) => [`send b${n + 1}`, `remove b${n + 1}`]).flat());
  });

  it.each(['send', 'remove'] as const)(
    'is not lost by a crash at its %s, and the rest is there for others',
    async (at) => {
      fill(3);
      const failing = { ...toy.port, [at]: async () => Promise.reject(new Error('gone')) };
      await expect(back('all', failing)).rejects.toThrow('gone');
      expect([toy.bodies('dead'), toy.hidden.size, told]).toEqual([['b1', 'b2', 'b3'], 0, []]);
    },
  );

  it('keeps its group and its order in it, and leaves a trace', async () => {
    fill(3, 'ACME');
    await back('all');
    expect(toy.bodies('source')).toEqual(['b1', 'b2', 'b3']);
    expect((await look(toy.port, 'source', 10)).map(({ group }) => group)).toEqual(['ACME', 'ACME', 'ACME']);
    const [first] = told;
    expect(first).toEqual({
      ...{ id: 'm1', sentAs: 's1', why: 'it is no JSON' },
      ...{ since: '2026-11-24T09:00:00.000Z', at: clock.now().toISOString() },
    });
  });
});
