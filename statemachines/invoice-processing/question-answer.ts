import { z } from 'zod';
import { answerShape } from '../kernel/events/answer-shape.ts';
import type { Answers } from '../kernel/events/event-contract.ts';
import { caseId } from '../kernel/ids.ts';
import { invoiceIdentity, keyOfIdentity } from './withdrawal.ts';

/** What a sender answers about its invoice: by the case that the question named, or by what identifies the invoice. */
export const invoiceAnswer = z.union([
  z.strictObject({ caseId: caseId.describe('As the question named it.'), ...answerShape }),
  invoiceIdentity.extend(answerShape),
]);
export type InvoiceAnswer = z.input<typeof invoiceAnswer>;

/** The case that an answer is of. */
export function identifyAnswer(data: unknown): Answers {
  const { question, text, references, ...of } = invoiceAnswer.parse(data);
  const said = { question, text, references };
  if ('caseId' in of) return { of: { caseId: of.caseId }, subject: of.caseId, ...said };
  return { of: { businessKey: keyOfIdentity(of) }, subject: `${of.kind} ${of.number} from ${of.seller}`, ...said };
}
