import type { Identified, Origin } from '../kernel/define-workflow.ts';
import { CountersignError } from '../kernel/errors.ts';
import type { ChangeRequest } from './change-request.ts';

/**
 * A change is what its sender calls one: no other source can take its place, and a later change of the same field is
 * another case.
 * @throws CountersignError InvalidInput when the event is of another party than its document
 */
export function identifyChange({ id, role, code, change }: ChangeRequest, { source, subject }: Origin): Identified {
  if (subject !== undefined && subject !== code)
    throw new CountersignError('InvalidInput', `subject: the event is about ${subject}, its document about ${code}`);
  return { businessKey: [source, id], subject: `${change.field} of ${role} ${code}, change ${id}` };
}
