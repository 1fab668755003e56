/** How often SQS delivers a command before it goes to the dead-letter queue and its successors overtake it; SQS's maximum. */
export const MOST_RECEIVES = 1000;

/** Between two looks at what takes long, milliseconds. */
export const LONG_LOOK_MS = 300_000;

/** Of a short outage: the first waits double from two seconds to a minute, for an hour in all. */
const GROWTH = { firstMs: 1_000, mostMs: 60_000 };
const PROMPT_RECEIVES = 60;
const SLOWER = 1.1;

/**
 * Milliseconds until a command that must wait is delivered again, after so many receives of it. `askedMs`: for how long
 * whoever could not carry it out asked to wait, 0 if nobody said; after an hour's receives it
 * grows to five minutes, so that the receives last for {@link PATIENCE_SECONDS}.
 */
export function waitMs(askedMs: number, receives: number): number {
  const own = Math.min(GROWTH.mostMs, GROWTH.firstMs * 2 ** Math.min(receives, 6));
  return Math.max(askedMs > 0 ? askedMs : own, leastWaitMs(receives));
}

function leastWaitMs(receives: number): number {
  if (receives <= PROMPT_RECEIVES) return 0;
  return Math.min(LONG_LOOK_MS, GROWTH.mostMs * SLOWER ** (receives - PROMPT_RECEIVES));
}

/** How long a command is delivered again for at the least, whatever it is told to wait, seconds; every effect must give up before. */
export const PATIENCE_SECONDS = Math.floor(
  Array.from({ length: MOST_RECEIVES }, (_, n) => leastWaitMs(n + 1)).reduce((sum, ms) => sum + ms, 0) / 1000,
);
