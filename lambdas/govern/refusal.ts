import { AnsweredNo } from '../shared/answered-no.ts';

export const GOVERN_REFUSALS = {
  'not-governance': 'This takes the governance role.',
  'same-person': 'A second, different person must confirm it.',
  'no-change': 'There is no such proposed change.',
  outdated: 'The item has changed since.',
  'change-refused': 'The change can’t be made.',
  'no-emergency-review': 'Nobody was asked to look at such an emergency.',
  'emergency-review-ended': 'Somebody has looked at this emergency already.',
  'change-expired': 'The proposal is too old: propose it again.',
} as const;
export type GovernRefusalKind = keyof typeof GOVERN_REFUSALS;

/** A refusal is an answer; nothing was changed. */
export class GovernRefusal extends AnsweredNo<GovernRefusalKind> {
  override readonly name = 'GovernRefusal';
  constructor(kind: GovernRefusalKind, ...reasons: string[]) {
    super(GOVERN_REFUSALS, kind, reasons);
  }
}
