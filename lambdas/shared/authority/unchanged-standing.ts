import type { TransactWrite } from '../ports.ts';
import type { Standing } from './snapshot.ts';
import { unchangedStops } from './stop-writes.ts';

/** Conditions that a person is still who they were when it was checked: appointed, and not stopped. */
export function unchangedStanding({ stop, person }: Standing): TransactWrite[] {
  const appointed = person && ({ kind: 'unchanged', key: `person#${person.id}`, version: person.version } as const);
  return [...unchangedStops([stop]), ...(appointed ? [appointed] : [])];
}
