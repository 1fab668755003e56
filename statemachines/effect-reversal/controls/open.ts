import { Decimal } from '../../kernel/decimal.ts';
import type { ReversalControl } from '../reversal-case.ts';
import { sayAs } from './say.ts';

const say = sayAs('open');

/** Nothing was paid on it and no advance used up: else money has to come back, which a person sees to. */
export const open: ReversalControl = {
  id: 'open',
  owner: 'finance-systems',
  find({ document: { reverses }, facts: { document } }) {
    if (!document) return [];
    const { number, payable } = document;
    const left = new Decimal(payable);
    const advances = document.advancesApplied
      ? [
          say.park({
            code: 'ADVANCES-APPLIED',
            message: `Advances are used up by ${number}: a person undoes it by hand.`,
          }),
        ]
      : [];
    if (left.equals(reverses.document.payable) || document.creditedBy.length > 0 || document.cancelled) return advances;
    const message = `Of ${number} something was paid or settled: a person undoes it by hand.`;
    return [
      ...advances,
      say.park({ code: 'PAID', message, expected: `${reverses.document.payable} open`, actual: `${payable} open` }),
    ];
  },
};
