import { isErrorNamed } from '../../../statemachines/kernel/errors.ts';
import type { CaseSummary } from '../../shared/adapters/case-view.ts';
import type { DecisionDeps, Person } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { entitlementOf, underReview } from '../under-review.ts';
import type { Listed, Page } from './schemas.ts';

/** Open reviews, due first, then the larger amount: a view of the ledger. */
export interface WaitingReviews {
  waitingReviews(page: { after?: string | undefined; limit: number }): Promise<CaseSummary[]>;
}

export interface ListDeps extends DecisionDeps {
  readonly cases: WaitingReviews;
  /** Told of a case that can't be listed. */
  readonly warn: (what: string, about: Readonly<Record<string, unknown>>) => void;
}

/** So many are looked at for one page at most, and so many at a time. */
const LOOKED_AT = 40;
const AT_ONCE = 8;

/**
 * What this person may decide now. The view says what waits and in which order; whether they may is asked of the
 * ledger and the register for each, exactly as when they decide. So a page costs a bounded amount of work, and may be
 * short although more follow. For somebody without a role nothing is looked at.
 */
export async function listReviews(
  person: Person,
  query: { after?: string | undefined; limit: number },
  deps: ListDeps,
): Promise<Page> {
  const { person: known } = await deps.authority.standing(person.subject);
  if (!known || person.claimed.length === 0) return { reviews: [] };
  const candidates = await deps.cases.waitingReviews({ after: query.after && placeOf(query.after), limit: LOOKED_AT });
  const reviews: Listed[] = [];
  let looked = 0;
  while (looked < candidates.length && reviews.length < query.limit) {
    const few = candidates.slice(looked, looked + Math.min(AT_ONCE, query.limit - reviews.length));
    looked += few.length;
    const lines = await Promise.all(few.map((candidate) => lineFor(person, candidate, deps)));
    reviews.push(...lines.flatMap((line) => line ?? []));
  }
  const more = looked < candidates.length || candidates.length === LOOKED_AT;
  const last = candidates[looked - 1]?.reviewOrder;
  return { reviews, ...(more && last && { next: Buffer.from(last).toString('base64url') }) };
}

const placeOf = (after: string) => Buffer.from(after, 'base64url').toString('utf8');

async function lineFor(person: Person, summary: CaseSummary, deps: ListDeps): Promise<Listed | undefined> {
  const { caseId, workflow, subject, review: seen } = summary;
  try {
    const under = await underReview(caseId, deps);
    const { review } = under;
    const now = deps.clock.now().toISOString();
    if (!seen || review.state !== 'open' || review.due <= now) return undefined;
    if (review.approvals.some((approval) => approval.subject === person.subject)) return undefined;
    const { permitted, action } = await entitlementOf(under, person, deps);
    if (!permitted || !action) return undefined;
    const { digest, due, role, asked, needed, approvals, holder } = review;
    return {
      ...{ caseId, workflow, subject, company: under.subject.company, action },
      ...{ digest, due, role, asked, needed },
      approvals: approvals.filter((approval) => approval.action !== 'consent').length,
      ...(seen.exposure && { exposure: seen.exposure }),
      ...(holder && now < holder.until && { holder }),
    };
  } catch (error) {
    if (!(error instanceof Refusal) && !isErrorNamed(error, 'LedgerBroken')) throw error;
    deps.warn('a review could not be listed', { caseId, error: String(error) });
    return undefined;
  }
}
