import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrder, type Piece } from '../../../local/samples/in-order.ts';

const piece = (name: string, ...after: string[]): Piece => ({ name, after });
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('work in order', () => {
  it('names the pieces that wait for each other, after the others have been done', async () => {
    const done: string[] = [];
    const work = async ({ name }: Piece) => void done.push(name);
    await expect(inOrder([piece('a', 'b'), piece('b', 'a'), piece('c')], 2, work)).rejects.toThrow(
      'these wait for each other: a, b',
    );
    expect(done).toEqual(['c']);
  });

  it('fails as a piece fails, when what was under way has ended, and begins nothing more', async () => {
    const ended: string[] = [];
    const work = async ({ name }: Piece) => {
      if (name === 'a') throw new Error('a went wrong');
      await turn();
      ended.push(name);
    };
    await expect(inOrder([piece('a'), piece('b'), piece('c')], 2, work)).rejects.toThrow('a went wrong');
    expect(ended).toEqual(['b']);
  });

  it('does every piece once, never too many at once, none before those it builds on, results in the order given', async () => {
    /** Pieces that build on some of those before them, shuffled. */
    const pieces = fc
      .array(fc.array(fc.nat({ max: 9 }), { maxLength: 3 }), { maxLength: 10 })
      .map((lists) => lists.map((list, n) => piece(`${n}`, ...list.filter((other) => other < n).map(String))))
      .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));
    await fc.assert(
      fc.asyncProperty(pieces, fc.integer({ min: 1, max: 4 }), fc.scheduler(), async (all, atOnce, scheduler) => {
        const ended: string[] = [];
        let underWay = 0;
        const work = async ({ name, after }: Piece) => {
          expect(ended).toEqual(expect.arrayContaining([...after]));
          underWay += 1;
          expect(underWay).toBeLessThanOrEqual(atOnce);
          await scheduler.schedule(Promise.resolve(), name);
          underWay -= 1;
          ended.push(name);
          return name;
        };
        const results = await scheduler.waitFor(inOrder(all, atOnce, work));
        expect(results).toEqual(all.map(({ name }) => name));
        expect([...ended].sort()).toEqual(all.map(({ name }) => name).sort());
      }),
    );
  });

  it('keeps as many under way as it may', async () => {
    let most = 0;
    let underWay = 0;
    await inOrder(
      [...'abcdef'].map((name) => piece(name)),
      3,
      async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await turn();
        underWay -= 1;
      },
    );
    expect(most).toBe(3);
  });

  it('counts a piece that is not there for nothing', async () => {
    expect(await inOrder([piece('a', 'elsewhere')], 1, async ({ name }) => name)).toEqual(['a']);
  });
});
