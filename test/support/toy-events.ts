import { z } from 'zod';
import { documentReceived } from '../../statemachines/kernel/document-source.ts';
import { answerShape } from '../../statemachines/kernel/events/answer-shape.ts';
import type { IncomingContract, OutcomeContract } from '../../statemachines/kernel/events/event-contract.ts';
import {
  carriedOut,
  parkedAs,
  questionAskedAs,
  refusedAs,
  reviewOpenedAs,
  withdrawnAs,
} from '../../statemachines/kernel/events/outcomes.ts';

const ofEntry = { caseId: `toy-${'0'.repeat(32)}`, entry: { seq: 5, hash: 'a'.repeat(64) } };
const digest = 'b'.repeat(64);

export const toyReceived: IncomingContract = {
  type: 'toy.received.v1',
  says: 'A note has come in.',
  schema: documentReceived,
  example: { document: { content: '{}', encoding: 'utf-8' } },
};

export const toyCorrected: IncomingContract = {
  ...toyReceived,
  type: 'toy.corrected.v1',
  says: 'Another note has come in its place.',
  does: 'replaces',
};

const toyWithdrawal = z.strictObject({ number: z.string(), reason: z.string() });

export const toyWithdrawn: IncomingContract = {
  type: 'toy.withdrawn.v1',
  says: 'A note is withdrawn.',
  does: 'withdraws',
  schema: toyWithdrawal,
  example: { number: 'A1', reason: 'sent by mistake' },
  identify(data) {
    const { number, reason } = toyWithdrawal.parse(data);
    return { businessKey: [number], subject: `note ${number}`, reason };
  },
};

const toyAnswer = z.strictObject({ number: z.string(), ...answerShape });

export const toyAnswered: IncomingContract = {
  type: 'toy.answered.v1',
  says: 'A question about a note is answered.',
  does: 'answers',
  schema: toyAnswer,
  example: { number: 'A1', question: 'q1', text: 'as ordered' },
  identify(data) {
    const { number, ...said } = toyAnswer.parse(data);
    return { of: { businessKey: [number] }, subject: `note ${number}`, ...said };
  },
};

const posted = carriedOut.extend({ number: z.string() });

const toyPosted: OutcomeContract<z.input<typeof posted>> = {
  type: 'toy.posted.v1',
  says: 'A note is posted.',
  stage: 'confirmed',
  command: 'post-toy',
  schema: posted,
  pick: ({ digest, deviations, authorisationLost, document }) => ({
    ...{ digest, deviations, authorisationLost },
    number: (document as { number?: unknown }).number,
  }),
  example: { ...ofEntry, digest, deviations: [], number: 'N-1' },
};

/** What the toy is told as: the kernel's own outcomes, and a posting with its number. */
export const toyOutcomes: readonly OutcomeContract[] = [
  toyPosted,
  refusedAs({ type: 'toy.refused.v1', example: { ...ofEntry, reason: 'FLAW-REJECT' } }),
  parkedAs({ type: 'toy.parked.v1', example: { ...ofEntry, reason: 'FLAW-PARK' } }),
  withdrawnAs({ type: 'toy.case-withdrawn.v1', example: { ...ofEntry, reason: 'by mistake' } }),
  questionAskedAs({
    type: 'toy.question-asked.v1',
    example: {
      ...ofEntry,
      ...{ event: 'shop/e1', question: 'q1', text: 'Which order?', until: '2026-11-24T09:00:00.000Z' },
    },
  }),
  reviewOpenedAs({
    type: 'toy.review-opened.v1',
    example: {
      ...ofEntry,
      ...{ digest, role: 'clerk', approvals: 1, findings: ['FLAW-REVIEW'], due: '2026-11-24T09:00:00.000Z' },
    },
  }),
];
