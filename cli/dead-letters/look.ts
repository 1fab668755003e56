import type { DeadLetter, DeadLetterPort } from './port.ts';

/** Reads that one look takes at most; each brings up to ten. */
export const MOST_READS = 30;

/**
 * What lies in a dead-letter queue, oldest first, as far as so many reads show it: of a FIFO group only its first ten.
 * Nothing is taken: all of it can be read by others once this returns, and after a minute if it never does.
 */
export async function look(port: DeadLetterPort, queue: string, most: number): Promise<readonly DeadLetter[]> {
  const found = new Map<string, DeadLetter>();
  try {
    for (let reads = 0; reads < MOST_READS && found.size < most; reads += 1) {
      const letters = await port.receive(queue);
      const before = found.size;
      for (const letter of letters) found.set(letter.id, letter);
      if (found.size === before) break;
    }
  } finally {
    await port.release(queue, [...found.values()]);
  }
  return [...found.values()].toSorted((a, b) => a.since.localeCompare(b.since)).slice(0, most);
}
