import { AnsweredNo } from '../shared/answered-no.ts';

export const ORDER_REFUSALS = {
  'no-order': 'No event of this subject waits for an earlier one.',
  'gap-changed': 'What is missing is not what you have seen.',
  'not-missing': 'The event has come, and is on its way.',
} as const;
export type OrderRefusalKind = keyof typeof ORDER_REFUSALS;

/** A refusal is an answer; nothing was let go. */
export class OrderRefusal extends AnsweredNo<OrderRefusalKind> {
  override readonly name = 'OrderRefusal';
  constructor(kind: OrderRefusalKind, ...reasons: string[]) {
    super(ORDER_REFUSALS, kind, reasons);
  }
}
