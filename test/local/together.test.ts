import { describe, expect, it } from 'vitest';
import { together } from '../../local/together.ts';

describe('work together', () => {
  it('fails with the first failure, and not before all the rest has ended', async () => {
    let isEnded = false;
    const slow = new Promise<void>((resolve) =>
      setTimeout(() => {
        isEnded = true;
        resolve();
      }, 20),
    );
    await expect(together([slow, Promise.reject(new Error('one')), Promise.reject(new Error('two'))])).rejects.toThrow(
      'one',
    );
    expect(isEnded).toBe(true);
  });

  it('gives all results by position', async () => {
    expect(await together([Promise.resolve(1), Promise.resolve('b')])).toEqual([1, 'b']);
  });
});
