import type { NoticedTurn } from '../../statemachines/kernel/events/review-notice.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { type Review, reviewOf } from '../review/fold.ts';

/** Whose turn it is with an entry of a review that needs consents; nothing of all others, nor once it is decided. */
export function turnAt(entry: LedgerEntry, entries: readonly LedgerEntry[]): NoticedTurn | undefined {
  const before = entries.filter(({ seq }) => seq < entry.seq);
  const review = reviewOf([...before, entry]);
  if (review?.state !== 'open' || review.consents.length === 0) return undefined;
  const { asked: role, due, open } = review;
  return { role, due, consents: open.map(({ role: id }) => id), begins: stepOf(review) !== stepOf(reviewOf(before)) };
}

/** The step that is open; none before the review and after the last of them. */
const stepOf = (review: Review | undefined) => review?.open[0]?.step;
