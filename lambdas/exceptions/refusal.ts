import { AnsweredNo } from '../shared/answered-no.ts';

export const EXCEPTION_REFUSALS = {
  'no-exception': 'Nothing about this case waits for people.',
  'exception-changed': 'It is not the exception that you have seen.',
  'resolution-refused': 'An exception of this class does not end so.',
  'duties-conflict': 'Somebody else must say so: you had a hand in the case.',
  'not-assignable': 'This person may not handle it.',
  'no-statement': 'There is no such statement to take back.',
  'own-statement': 'Another person than who made the statement takes it back.',
} as const;
export type ExceptionRefusalKind = keyof typeof EXCEPTION_REFUSALS;

/** A refusal is an answer; nothing was written. */
export class ExceptionRefusal extends AnsweredNo<ExceptionRefusalKind> {
  override readonly name = 'ExceptionRefusal';
  constructor(kind: ExceptionRefusalKind, ...reasons: string[]) {
    super(EXCEPTION_REFUSALS, kind, reasons);
  }
}
