import type { Person } from '../review/deps.ts';
import { type Asked, act } from './act.ts';
import type { QuarantineDeps } from './deps.ts';

/**
 * Sends an event to Intake again exactly as the digest says, with the identity that it came with. Asked again while it is
 * on its way, or under the same key, it is sent again: Intake does nothing twice.
 */
export async function readmit(person: Person, asked: Asked, deps: QuarantineDeps) {
  const entry = await act(person, asked, { stage: 'readmitted', states: ['waiting', 'readmitted'] }, deps);
  await deps.ask({ readmit: { caseId: asked.caseId, entry: entry.hash } });
  return entry;
}
