import { AnsweredNo } from '../shared/answered-no.ts';

export const QUARANTINE_REFUSALS = {
  'not-keeper': 'This takes the role governance or operations.',
  'no-quarantine': 'There is no such event in quarantine.',
  'event-changed': 'The event is not what you have seen.',
  'not-waiting': 'Nobody is asked about it any more.',
  'repair-refused': 'The event can’t be repaired in this way.',
} as const;
export type QuarantineRefusalKind = keyof typeof QUARANTINE_REFUSALS;

/** A refusal is an answer; nothing was written. */
export class QuarantineRefusal extends AnsweredNo<QuarantineRefusalKind> {
  override readonly name = 'QuarantineRefusal';
  constructor(kind: QuarantineRefusalKind, ...reasons: string[]) {
    super(QUARANTINE_REFUSALS, kind, reasons);
  }
}
