import type { Person } from '../review/deps.ts';
import { type Asked, act } from './act.ts';
import type { QuarantineDeps } from './deps.ts';

/** Puts an event away, with a reason. Evidence and ledger keep it; if it comes again, somebody is asked again. */
export const discard = (person: Person, asked: Asked, deps: QuarantineDeps) =>
  act(person, asked, { stage: 'discarded', states: ['waiting'] }, deps);
