import { AnsweredNo } from '../shared/answered-no.ts';

/** Why a request about a review is refused; each has its own problem type. */
export const REFUSALS = {
  'no-review': 'There is no review of this case.',
  'not-entitled': 'You may not decide this.',
  'digest-changed': 'What is under review is not what you have seen.',
  'already-decided': 'It has been decided.',
  expired: 'Its time is over.',
  'held-by-another': 'Somebody else has it in hand.',
  'already-countersigned': 'You have countersigned it; another person must, too.',
  'out-of-turn': 'It is not your turn.',
  'reason-required': 'A reason is required.',
  'call-back-required': 'A bank account has changed: somebody calls the vendor back first.',
  'account-denied': 'The vendor does not know the account: reject it.',
  'value-refused': 'The value can’t be proposed.',
  'call-back-refused': 'The call-back does not count.',
  'question-refused': 'The sender can’t be asked.',
  'key-reused': 'The Idempotency-Key was used for another request.',
  stopped: 'A stop is in force.',
  'no-case': 'There is no such case.',
  'not-reopenable': 'The case is neither parked nor refused nor interrupted.',
  'still-running': 'An execution of the case still runs.',
  'effect-unknown': 'Nobody knows whether the ERP has what was prepared: that is settled first.',
  'effects-stand': 'A part of it is in the ERP and not undone.',
  'other-attempt': 'It has been reopened since you looked.',
  'too-many-attempts': 'It was attempted too often.',
  'not-reversible': 'The case has no effect that could be reversed.',
  'already-reversed': 'Its effect is reversed.',
  'reversal-under-way': 'Its reversal is under way.',
} as const;
export type RefusalKind = keyof typeof REFUSALS;

/** A refusal is an answer, with what to do about it; nothing was written. */
export class Refusal extends AnsweredNo<RefusalKind> {
  override readonly name = 'Refusal';
  constructor(kind: RefusalKind, ...reasons: string[]) {
    super(REFUSALS, kind, reasons);
  }
}
