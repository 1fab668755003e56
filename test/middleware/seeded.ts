/** Numbers from a seed: the same seed, the same numbers (mulberry32). */
export interface Seeded {
  /** At least 0, less than 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  /** True in `share` of all asks, 0 to 1. */
  happens(share: number): boolean;
  /** One of them, by their weights. */
  pick<T extends string>(weights: Readonly<Record<T, number>>): T;
}

export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    happens: (share) => next() < share,
    pick<T extends string>(weights: Readonly<Record<T, number>>): T {
      const all = Object.entries(weights) as [T, number][];
      let left = next() * all.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [one, weight] of all) {
        left -= weight;
        if (left < 0) return one;
      }
      throw new RangeError('nothing to pick from');
    },
  };
}

/** `MIDDLEWARE_SEED`, or another one each time. */
export const SEED = Number(process.env['MIDDLEWARE_SEED'] ?? Date.now() % 1_000_000);
