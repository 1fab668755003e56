import { sayAs } from '../../kernel/controls/say.ts';
import type { Finding } from '../../kernel/finding.ts';
import type { InvoiceControl } from '../invoice-case.ts';
import { type MatchedLine, matchLines } from '../matching/lines.ts';
import { orderOf } from '../matching/order.ts';

const say = sayAs('order-lines');

/** Every line bills one line of the order, in a unit that converts; what refers to nothing is an unplanned charge. */
export const orderLines: InvoiceControl = {
  id: 'order-lines',
  owner: 'process-owner',
  find(of) {
    const reference = orderOf(of);
    if (reference.kind !== 'found') return [];
    return matchLines(of.document, reference.order).flatMap(fault);
  },
};

function fault({ line, position, match }: MatchedLine): Finding[] {
  const place = `BG-25[${position}]`;
  const given = [line.orderLine, line.buyerItem, line.standardItem?.id, line.sellerItem].filter(Boolean).join(', ');
  switch (match.kind) {
    case 'matched':
      return [];
    case 'no-unit': {
      const { number, unit = 'no unit' } = match.orderLine;
      const message = `Line ${line.id} bills ${line.unit ?? 'no unit'}, order line ${number} is in ${unit}: there is no conversion on record.`;
      const said = { code: 'UNIT-NOT-CONVERTIBLE', message, terms: [`${place}/BT-130`] };
      return [say.park({ ...said, expected: unit, actual: line.unit })];
    }
    case 'contradiction': {
      const message = `Line ${line.id} refers to order line ${match.orderLine.number}, but its item is another one.`;
      return [
        say.review({ code: 'ORDER-LINE-ITEM', message, terms: [`${place}/BT-132`, `${place}/BT-155`], actual: given }),
      ];
    }
    case 'ambiguous': {
      const numbers = match.candidates.map(({ number }) => number).join(', ');
      const message = `Line ${line.id} may bill order lines ${numbers}: find out which one.`;
      return [say.park({ code: 'ORDER-LINE-AMBIGUOUS', message, terms: [`${place}/BT-132`], actual: given })];
    }
    case 'unmatched': {
      if (given === '') return [];
      const message = `Line ${line.id} bills something that is not on the order.`;
      return [
        say.review({
          code: 'ORDER-LINE-UNKNOWN',
          message,
          terms: [`${place}/BT-132`, `${place}/BT-155`],
          actual: given,
        }),
      ];
    }
  }
}
