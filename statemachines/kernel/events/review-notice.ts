import { z } from 'zod';
import { caseId, sha256Hex } from '../ids.ts';
import type { LedgerEntry, Stage } from '../ledger-entry.ts';
import type { EventContract } from './event-contract.ts';

/** What those are told who may decide: which case, and until when; nothing by which it could be decided (T2). */
export const reviewNotice = z.strictObject({
  caseId,
  workflow: z.string(),
  digest: sha256Hex.describe('Of the proposal under review.'),
  role: z
    .string()
    .min(1)
    .describe('The role that is asked to countersign; after all of `consents`, where there are any.'),
  consents: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('The roles whose turn it is to consent; absent where nobody’s consent is lacking.'),
  due: z.iso.datetime().describe('UTC; from here on somebody is reminded, the next role is asked, or the review ends.'),
});
export type ReviewNotice = z.infer<typeof reviewNotice>;

const noticeAs = (type: string, says: string): EventContract<ReviewNotice> => ({
  type,
  says,
  schema: reviewNotice,
  example: {
    ...{ caseId: 'invoice-processing-6f5d0c8e4b7a49d2a1c3e5f708192a3b', workflow: 'invoice-processing' },
    digest: '3f0c9d0b6c8d4c7e9a51b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f607',
    ...{ role: 'ap-manager', due: '2026-11-25T15:00:00.000Z' },
  },
});

/** What people are told of a review that waits for them. */
export const reviewNotices = {
  'review-opened': noticeAs('review.opened.v1', 'A review waits for a decision.'),
  reminded: noticeAs('review.reminded.v1', 'A review still waits for a decision.'),
  escalated: noticeAs('review.escalated.v1', 'A review was not decided in time; the next role is asked.'),
  answered: noticeAs('review.answered.v1', 'The sender has answered a question about what waits for a decision.'),
  approved: noticeAs('review.consented.v1', 'All have consented whose turn it was; the next are asked.'),
  unanswered: noticeAs('review.unanswered.v1', 'A question was not answered in time; the review goes on without it.'),
} as const satisfies Partial<Record<Stage, EventContract<ReviewNotice>>>;

const WORDS = {
  'review-opened': 'waits for a decision',
  reminded: 'still waits for a decision',
  escalated: 'was not decided in time, and now waits for a decision of yours',
  answered: 'still waits for a decision; its sender has answered what was asked',
  approved: 'waits for a decision of yours: all have consented who were asked before',
  unanswered: 'still waits for a decision; its sender has not answered in time what was asked',
} as const;

/** Whose turn it is, in a review that needs consents. */
export interface NoticedTurn {
  /** The roles whose consent is open; none, where it is the turn of those who countersign. */
  readonly consents: readonly string[];
  /** The entry has completed what was open before. */
  readonly begins: boolean;
  /** Who countersigns, and until when it is the turn of somebody. */
  readonly role: string;
  readonly due: string;
}

/** The notice that an entry is told as, with its contract, to whom and in words; none for all other entries. */
export function noticeOf({ stage, caseId, workflow, body }: LedgerEntry, title: string, turn?: NoticedTurn) {
  if (!(stage in reviewNotices) || (stage === 'approved' && !turn?.begins)) return undefined;
  const told = stage as keyof typeof reviewNotices;
  const { role, due } = told === 'approved' ? { ...turn } : body;
  const consents = turn && turn.consents.length > 0 && { consents: turn.consents };
  const data = reviewNotice.parse({ caseId, workflow: workflow.slug, digest: body['digest'], role, due, ...consents });
  const roles = data.consents ?? [data.role];
  const isNew = told === 'review-opened' || told === 'approved';
  const subject = `${title}: ${isNew ? 'please decide' : stage}`.slice(0, 100);
  const text = [
    `${title}: the case ${data.caseId} ${WORDS[consents && told === 'escalated' ? 'reminded' : told]}.`,
    `Asked: ${roles.join(', ')}. Until: ${data.due}.`,
    `Proposal: ${data.digest}.`,
    'Decide with your usual tool and your own login; nothing in this message decides anything.',
  ].join('\n');
  return { contract: reviewNotices[told], data, roles, subject, text };
}
