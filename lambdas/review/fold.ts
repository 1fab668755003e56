import { z } from 'zod';
import { consents as schema } from '../../statemachines/kernel/authority/consents.ts';
import { CountersignError } from '../../statemachines/kernel/errors.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { type ReviewStep, reviewStep } from '../../statemachines/kernel/review-steps.ts';
import { type Approval, approvalsOf, suffices } from '../shared/authority/approval.ts';
import { type Needed, neededOf, turnOf } from '../shared/authority/turn.ts';
import { newest } from '../shared/case-log.ts';
import { type ReviewClock, reviewClock } from './review-clock.ts';

/** How a review stands; all but `open` are final. */
export type ReviewState =
  | 'open'
  | 'approved'
  | 'rejected'
  | 'changed'
  | 'expired'
  | 'closed'
  | 'superseded'
  | 'withdrawn';

/** One review, folded from the ledger of its case. */
export interface Review extends ReviewClock {
  readonly state: ReviewState;
  /** Of the proposal under review: a decision about any other is refused. */
  readonly digest: string;
  readonly decided: LedgerEntry;
  readonly opened: LedgerEntry;
  /** The least role that may decide alone, and how many people must. */
  readonly role: string;
  readonly needed: 1 | 2;
  /** Whose consent is needed besides, and how many of them have given it. */
  readonly consents: readonly Needed[];
  /** Those of them whose turn it is; none, where it is the turn of those with the authority over the amount. */
  readonly open: readonly Needed[];
  /** The role that is asked at present; it rises with each escalation. */
  readonly asked: string;
  /** What happens while nobody decides, from the decision; and how many of these steps were taken. */
  readonly steps: readonly ReviewStep[];
  readonly taken: number;
  /** Only its end is left to come: from `due` on nobody can decide any more. */
  readonly last: boolean;
  /** UTC; from here on nobody can decide, whatever step it is at and whatever it waits for. Unknown of reviews that were opened before it was written down. */
  readonly ends?: string;
  readonly approvals: readonly Approval[];
  /** Who has it in hand, and until when others leave it to them. */
  readonly holder?: { readonly subject: string; readonly until: string };
  /** The entry that made the state final. */
  readonly outcome?: LedgerEntry;
}

const ENDS = {
  'rejected-by-person': 'rejected',
  'value-proposed': 'changed',
  'review-expired': 'expired',
  parked: 'closed',
  refused: 'closed',
  reopened: 'closed',
  'reopened-by-person': 'closed',
  superseded: 'superseded',
  'withdrawn-by-sender': 'withdrawn',
  'exception-resolved': 'closed',
} as const;

const planned = z.array(reviewStep).catch([]);

/**
 * The newest review of a case; none if it was never opened.
 * @throws CountersignError LedgerBroken for a decision that does not say whose consent it takes
 */
export function reviewOf(entries: readonly LedgerEntry[]): Review | undefined {
  const opened = newest(entries, 'review-opened');
  const { attempt, visit } = (opened?.body ?? {}) as { attempt?: number; visit?: number };
  if (!opened || attempt === undefined || visit === undefined) return undefined;
  const decided = newest(entries, 'decided', { attempt, visit });
  if (!decided) return undefined;
  const since = entries.filter(({ seq }) => seq > opened.seq);
  const digest = String(opened.body['digest']);
  const needed = decided.body['approvals'] === 1 ? 1 : 2;
  const approvals = approvalsOf(entries, decided, digest);
  const ending = since.find(({ stage }) => stage in ENDS || stage === 'decided');
  const last = approvals.at(-1)?.entry;
  const consents = consentsOf(decided);
  const { counted, open } = turnOf(approvals, consents);
  const approved = last !== undefined && suffices(approvals, needed, consents) && (!ending || last.seq < ending.seq);
  const steps = planned.parse(decided.body['steps']);
  const asking = since.filter(({ stage }) => stage === 'escalated' || stage === 'reminded');
  const escalated = asking.at(-1) ?? opened;
  const clock = reviewClock(opened, since);
  const outcome = approved ? last : ending;
  return {
    ...{ digest, decided, opened, needed, approvals, open, consents: neededOf(counted, consents) },
    state: approved ? 'approved' : ending ? (ENDS[ending.stage as keyof typeof ENDS] ?? 'closed') : 'open',
    role: String(decided.body['role']),
    asked: String(escalated.body['role'] ?? decided.body['role']),
    ...clock,
    ...{ steps, taken: asking.length },
    last: !clock.question && (steps[asking.length]?.stage ?? 'review-expired') === 'review-expired',
    ...(typeof opened.body['ends'] === 'string' && { ends: opened.body['ends'] }),
    ...holderOf(since),
    ...(outcome && { outcome }),
  };
}

function consentsOf({ caseId, body }: LedgerEntry) {
  const { data } = schema.safeParse(body['consents'] ?? []);
  if (data) return data;
  throw new CountersignError('LedgerBroken', `${caseId}: the decision does not say whose consent it takes`);
}

function holderOf(since: readonly LedgerEntry[]): Pick<Review, 'holder'> {
  const last = since.findLast(({ stage }) => stage === 'claimed' || stage === 'released' || stage === 'handed-over');
  if (!last || last.stage === 'released') return {};
  const subject = last.stage === 'claimed' ? last.actor.id : String(last.body['to']);
  return { holder: { subject, until: String(last.body['until']) } };
}
