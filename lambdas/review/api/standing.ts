import { CountersignError } from '../../../statemachines/kernel/errors.ts';
import type { LedgerEntry } from '../../../statemachines/kernel/ledger-entry.ts';
import type { Approval } from '../../shared/authority/approval.ts';
import { type Review, reviewOf } from '../fold.ts';
import type { Standing, Written } from './schemas.ts';

/** A review as the API shows it. */
export function standingOf({ decided, approvals, holder, ...review }: Review): Standing {
  const { state, digest, role, asked, needed, due, question, consents, open } = review;
  return {
    ...{ caseId: decided.caseId, state, digest, role, asked, needed, due },
    approvals: approvals.map(shownApproval),
    ...(consents.length > 0 && {
      consents: consents.map((one) => ({
        ...one,
        open: state === 'open' && open.some(({ role: id }) => id === one.role),
      })),
    }),
    ...(holder && { holder }),
    ...(state === 'open' && question && { question: { id: question.id, until: question.until } }),
  };
}

const shownApproval = ({ subject, role, action, onBehalfOf, comment, entry }: Approval) => ({
  ...{ subject, role, action, at: entry.at },
  ...(onBehalfOf && { onBehalfOf: onBehalfOf.subject }),
  ...(comment !== undefined && { comment }),
});

/** What a write answers: folded up to its entry, so that a repetition answers the same whatever came later. */
export function writtenOf({ seq, stage, at, hash }: LedgerEntry, entries: readonly LedgerEntry[]): Written {
  const then = entries.filter((other) => other.seq <= seq);
  const review = reviewOf(then);
  if (!review) throw new CountersignError('LedgerBroken', `entry ${seq} is about no review`);
  return { entry: { seq, stage, at, hash }, review: standingOf(review) };
}
