import type { Positions } from '../../lambdas/order/positions.ts';

/** Positions in memory, with the same conditional writes. */
export function memoryPositions(): Positions {
  const last = new Map<string, number>();
  const places = new Map<string, string>();
  const keyOf = (stream: string, sequence: number) => `${stream}/${sequence}`;
  return {
    last: async (stream) => last.get(stream) ?? 0,
    claim: async (stream, sequence, event) => {
      const holder = places.get(keyOf(stream, sequence)) ?? event;
      places.set(keyOf(stream, sequence), holder);
      return holder;
    },
    holder: async (stream, sequence) => places.get(keyOf(stream, sequence)),
    advance: async (stream, to) => void last.set(stream, Math.max(to, last.get(stream) ?? 0)),
    free: async (stream, sequence, event) => {
      const key = keyOf(stream, sequence);
      if (places.get(key) === event) places.delete(key);
    },
  };
}
