import { Decimal } from '../../kernel/decimal.ts';
import type { ReversalControl } from '../reversal-case.ts';
import { sayAs } from './say.ts';

const say = sayAs('amounts');
const PARTS = ['net', 'tax', 'gross'] as const;

/** The amounts are those that the ledger has confirmed: only so their negation is known. */
export const amounts: ReversalControl = {
  id: 'amounts',
  owner: 'finance-systems',
  find({ document: { reverses }, facts: { document } }) {
    if (!document) return [];
    const posted = reverses.document;
    const same =
      document.currency === posted.currency && PARTS.every((part) => new Decimal(document[part]).equals(posted[part]));
    if (same) return [];
    const said = ({ currency, net, tax, gross }: typeof posted | typeof document) =>
      `${net} and ${tax} are ${gross} ${currency}`;
    const message = `The amounts of ${posted.number} are not those that were confirmed: somebody has changed it.`;
    return [say.park({ code: 'AMOUNTS-DIFFER', message, expected: said(posted), actual: said(document) })];
  },
};
