import { governanceCaseId } from '../../statemachines/kernel/authority/change.ts';
import { type StopScope, stopScopeOf } from '../../statemachines/kernel/authority/stop.ts';
import { openGlassReview, unreviewedGlasses } from './broken-glass.ts';
import { confirmStop, stopStatus } from './confirm-stop.ts';
import type { StopDeps } from './deps.ts';
import { reviewsIn } from './glass-review.ts';

export interface WatchDeps extends StopDeps {
  /** Keys of all stop switches, those that stop nothing too. */
  readonly switches: () => Promise<readonly string[]>;
  /** From 0 to below 1. */
  readonly random: () => number;
}

/** Switches that one run looks at; where there are more, each run begins at another one. */
export const MOST_SWITCHES = 200;
/** From here on a stop that is not confirmed, or a review that was not opened, is late, milliseconds. */
export const LATE_MS = 10 * 60_000;
/** From here on a review that was opened and that nobody has ended is late, milliseconds. */
export const REVIEW_LATE_MS = 5 * 24 * 3_600_000;

/** What one run has done and found, by the keys of the switches. */
export interface Watched {
  readonly looked: string[];
  readonly confirmed: string[];
  readonly reviews: string[];
  /** Stops that have not been confirmed for {@link LATE_MS}, or that nobody can say since when. */
  readonly unconfirmed: string[];
  /**
   * Switches with an emergency that was over for {@link LATE_MS} before this run found that nobody looks at it, or of
   * which nobody has said what they found for {@link REVIEW_LATE_MS}.
   */
  readonly late: string[];
  /** Switches that could not be looked at, with the reason: they never keep the watch from the others. */
  readonly failed: { readonly key: string; readonly reason: string }[];
}

/** Confirms the stops of which nothing is under way any more, and opens the reviews of emergencies that are over. */
export async function watch(deps: WatchDeps): Promise<Watched> {
  const watched: Watched = { looked: [], confirmed: [], reviews: [], unconfirmed: [], late: [], failed: [] };
  const failed = (key: string) => (error: Error) => {
    watched.failed.push({ key, reason: `${error.name}: ${error.message}` });
  };
  const all = await deps.switches();
  const first = all.length > MOST_SWITCHES ? Math.floor(deps.random() * all.length) : 0;
  watched.looked.push(...[...all.slice(first), ...all.slice(0, first)].slice(0, MOST_SWITCHES));
  for (const key of watched.looked) {
    await review(key, watched, deps).catch(failed(key));
    await settle(key, watched, deps).catch(failed(key));
  }
  return watched;
}

async function review(key: string, { reviews, late }: Watched, deps: WatchDeps): Promise<void> {
  const scope = scopeOf(key);
  const entries = await deps.watching.read(governanceCaseId(key));
  const due = await unreviewedGlasses(scope, entries, deps);
  const open = reviewsIn(entries).filter(({ ended }) => !ended);
  const isLate = due.some(({ endedAt }) => isOver(endedAt, LATE_MS, deps));
  if (isLate || open.some(({ openedAt }) => isOver(openedAt, REVIEW_LATE_MS, deps))) late.push(key);
  for (const glass of due) await openGlassReview(scope, glass, deps);
  if (due.length > 0) reviews.push(key);
}

async function settle(key: string, { confirmed, unconfirmed }: Watched, deps: WatchDeps): Promise<void> {
  const before = await stopStatus(scopeOf(key), deps);
  if (before.state !== 'stopping') return;
  const { state, since } = await confirmStop(before.scope, deps);
  if (state === 'stopped') confirmed.push(key);
  if (state === 'stopping' && (since === undefined || isOver(since, LATE_MS, deps))) unconfirmed.push(key);
}

const isOver = (since: string, ms: number, { clock }: WatchDeps) => clock.now().getTime() - Date.parse(since) >= ms;

/** @throws Error for a key that no switch has */
function scopeOf(key: string): StopScope {
  const scope = stopScopeOf(key);
  if (!scope) throw new Error('no scope of a stop');
  return scope;
}
