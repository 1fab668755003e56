import type { ReversalControl } from '../reversal-case.ts';
import { sayAs } from './say.ts';

const say = sayAs('standing');

/**
 * The document still stands: neither cancelled nor credited. Parked, not refused: what credits it may be this very
 * reversal, whose answer was lost.
 */
export const standing: ReversalControl = {
  id: 'standing',
  owner: 'finance-systems',
  find({ facts: { document } }) {
    if (!document) return [];
    const { number, cancelled, creditedBy } = document;
    return [
      ...(cancelled
        ? [
            say.park({
              code: 'ALREADY-CANCELLED',
              message: `${number} is cancelled in the ERP: nothing is left to do.`,
            }),
          ]
        : []),
      ...(creditedBy.length > 0
        ? [
            say.park({
              code: 'ALREADY-CREDITED',
              message: `${number} is credited already: find out by whom, and whether it is this reversal.`,
              actual: creditedBy.map((credit) => credit.number || credit.id).join(', '),
            }),
          ]
        : []),
    ];
  },
};
