import { z } from 'zod';
import { caseId, digestOf } from '../ids.ts';
import type { EventContract } from './event-contract.ts';
import { type OutgoingEvent, outgoing } from './outgoing-event.ts';

/** Characters of one reason. */
export const MOST_REASON = 1000;

const answered = z.strictObject({
  event: z
    .strictObject({ id: z.string(), source: z.string(), type: z.string() })
    .describe('The event that is answered; source and type are "unknown" where it has no envelope that can be read.'),
});
const reasons = z.array(z.string().min(1).max(MOST_REASON)).min(1);

const accepted = answered.extend({ answer: z.literal('accepted'), caseId });
const duplicate = answered.extend({ answer: z.literal('duplicate'), caseId, reasons });
const conflict = answered.extend({ answer: z.literal('conflict'), caseId, reasons });
const held = answered.extend({ answer: z.literal('held'), caseId, reasons });
const outdated = answered.extend({ answer: z.literal('outdated'), caseId, reasons });
const quarantined = answered.extend({ answer: z.literal('quarantined'), reasons });

const event = { id: '8b1f0c52-6a55-4f0e-9d0c-0a4b9c6f6f11', source: 'billing.example', type: 'invoice.received.v1' };
const ofCase = { event, caseId: 'invoice-processing-6f5d0c8e4b7a49d2a1c3e5f708192a3b' };
const ofOrder = { event, caseId: 'order-0b9e4d21c7f84a6f9d3e5a1c2b7f6e80' };

/** What a sender hears at once, by the answer. */
export const intakeAnswers = {
  accepted: {
    type: 'intake.accepted.v1',
    says: 'A case is open, superseded, withdrawn or answered, as the event says; also for the same event once more.',
    schema: accepted,
    example: { ...ofCase, answer: 'accepted' } satisfies z.input<typeof accepted>,
  },
  duplicate: {
    type: 'intake.duplicate.v1',
    says: 'The very same document came before, with another event.',
    schema: duplicate,
    example: {
      ...ofCase,
      answer: 'duplicate',
      reasons: ['the same document came with event billing.example/2f0d7c11-93a4-4a57-8c52-5f0e0a6d9b10'],
    } satisfies z.input<typeof duplicate>,
  },
  conflict: {
    type: 'intake.conflict.v1',
    says: 'It does not fit what came before of the same transaction: nothing is done, and it is on record.',
    schema: conflict,
    example: {
      ...ofCase,
      answer: 'conflict',
      reasons: [
        '380 PL-2026-1102 from Papeterie Lumière SARL was received before with other content (7d2c4f0b91aa…, event billing.example/2f0d7c11-93a4-4a57-8c52-5f0e0a6d9b10)',
      ],
    } satisfies z.input<typeof conflict>,
  },
  held: {
    type: 'intake.held.v1',
    says: 'It waits for an earlier event of its subject; it is answered again once it is taken in.',
    schema: held,
    example: {
      ...ofOrder,
      answer: 'held',
      reasons: ['sequence: 7 waits for 6; 5 was the last of its subject that was taken in'],
    } satisfies z.input<typeof held>,
  },
  outdated: {
    type: 'intake.outdated.v1',
    says: 'A later event of its subject was taken in before it: it is on record, and nothing else was done.',
    schema: outdated,
    example: {
      ...ofOrder,
      answer: 'outdated',
      reasons: ['sequence: 4 comes after 5, the last of its subject that was taken in'],
    } satisfies z.input<typeof outdated>,
  },
  quarantined: {
    type: 'intake.quarantined.v1',
    says: 'Envelope, reference or document can’t be read.',
    schema: quarantined,
    example: {
      event,
      answer: 'quarantined',
      reasons: ['document.sha256: a SHA-256 in lower-case hex'],
    } satisfies z.input<typeof quarantined>,
  },
} as const satisfies Readonly<Record<string, EventContract>>;

export type Answer = keyof typeof intakeAnswers;

/** `data` of an answer, before it is checked. */
export interface Answered {
  readonly event: { readonly id: string; readonly source: string; readonly type: string };
  readonly answer: Answer;
  readonly caseId?: string;
  readonly reasons?: readonly string[];
}

/**
 * An answer as it goes on the bus: the same answer to the same event has the same id.
 * @throws ContractBroken when the data does not fit
 */
export function answerEvent(data: Answered, at: string, traceparent?: unknown): OutgoingEvent {
  const contract = intakeAnswers[data.answer];
  const id = digestOf([data.event.source, data.event.id, contract.type]);
  return outgoing(contract, { id, subject: data.caseId ?? data.event.id, time: at, data, traceparent });
}
