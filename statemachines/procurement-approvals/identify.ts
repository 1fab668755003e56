import { z } from 'zod';
import type { Identified, Origin } from '../kernel/define-workflow.ts';
import { CountersignError } from '../kernel/errors.ts';
import type { Withdrawn } from '../kernel/events/event-contract.ts';
import type { Requisition } from './requisition.ts';

const code = z.string().trim().min(1).max(100);

/** What a sender says of the requisition that it withdraws, and why. */
export const requisitionWithdrawal = z.strictObject({
  company: code.describe('As in the requisition.'),
  id: code.describe('Likewise.'),
  reason: z.string().trim().min(1).max(1_000),
});
export type RequisitionWithdrawal = z.input<typeof requisitionWithdrawal>;

/** A requisition is one of its company, whatever becomes of its lines. */
const keyOf = ({ company, id }: { readonly company: string; readonly id: string }): readonly string[] =>
  [company, id].map((part) => part.normalize('NFC').toUpperCase());

/** @throws CountersignError InvalidInput when the event is of another requisition than its document */
export function identifyRequisition(document: Requisition, { subject }: Origin): Identified {
  const { id, company, costCentre } = document;
  if (subject !== undefined && subject !== id)
    throw new CountersignError('InvalidInput', `subject: the event is about ${subject}, its document about ${id}`);
  return { businessKey: keyOf(document), subject: `requisition ${id} of ${company}, cost centre ${costCentre}` };
}

/** The case that a withdrawal is of; the same as that of its document. */
export function identifyWithdrawal(data: unknown): Withdrawn {
  const { reason, ...of } = requisitionWithdrawal.parse(data);
  return { businessKey: keyOf(of), subject: `requisition ${of.id} of ${of.company}`, reason };
}
