import { MOST_READS } from './look.ts';
import type { DeadLetter, DeadLetterPort } from './port.ts';

/** One message that went back to where it came from. */
export interface Redriven {
  readonly id: string;
  readonly sentAs: string;
  readonly why: string;
  readonly since: string;
  /** UTC. */
  readonly at: string;
}

interface Wanted {
  readonly from: string;
  readonly to: string;
  /** Ids, or every message that came before this command began. */
  readonly ids: ReadonlySet<string> | 'all';
  readonly now: () => Date;
  /** Told of each as soon as it is back. */
  readonly tell: (redriven: Redriven) => void;
}

/** For so long SQS swallows a message that is put aside once more with the same body, milliseconds. */
export const SWALLOWED_MS = 5 * 60_000;

/**
 * Puts messages back to their source: each is sent first and removed after, so that none is ever in neither queue; one
 * that is there twice is nothing to the consumers. What comes back while this runs is left alone.
 * @returns the wanted messages that stay, with the reason
 */
export async function redrive(port: DeadLetterPort, wanted: Wanted): Promise<ReadonlyMap<string, string>> {
  const { from, to, ids, now, tell } = wanted;
  const begun = now();
  const left = new Map<string, string>(ids === 'all' ? [] : [...ids].map((id) => [id, 'it was not found']));
  const held = new Map<string, DeadLetter>();
  try {
    for (let reads = 0; reads < MOST_READS && (ids === 'all' || left.size > 0); reads += 1) {
      const letters = await port.receive(from);
      const fresh = letters.filter(({ id }) => !held.has(id));
      if (fresh.length === 0) break;
      for (const letter of fresh) held.set(letter.id, letter);
      for (const letter of fresh) {
        if (ids === 'all' ? letter.since >= begun.toISOString() : !ids.has(letter.id)) continue;
        const backAt = letter.group === undefined ? 0 : Date.parse(letter.since) + SWALLOWED_MS;
        if (backAt > now().getTime()) {
          left.set(letter.id, `it came within five minutes: try again after ${new Date(backAt).toISOString()}`);
          continue;
        }
        const sentAs = await port.send(to, letter);
        await port.remove(from, letter);
        held.delete(letter.id);
        left.delete(letter.id);
        tell({ id: letter.id, sentAs, why: letter.why, since: letter.since, at: now().toISOString() });
      }
    }
  } finally {
    await port.release(from, [...held.values()]);
  }
  return left;
}
